using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clt.Engine.Adapters;

/// <summary>PEFT's <c>adapter_config.json</c> for LoRA.</summary>
internal static class PeftConfig
{
    /// <exception cref="InputException">
    /// The file is missing or broken, of another method, or asks for what is not supported: all of it is listed.
    /// </exception>
    public static (LoraSettings Settings, string BaseModel) Read(string path)
    {
        if (!File.Exists(path))
            throw new InputException("there is no adapter_config.json", Path.GetDirectoryName(path)!, "Give the directory of an adapter.");
        try
        {
            using var document = JsonDocument.Parse(File.ReadAllText(path));
            return Read(document.RootElement, path);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or FormatException or KeyNotFoundException)
        {
            throw new InputException($"the adapter's configuration is broken: {e.Message}", path, "Fetch or write the adapter again.", e);
        }
    }

    public static string Write(LoraSettings settings, string baseModel, ModelConfig config)
    {
        var json = new JsonObject
        {
            ["alpha_pattern"] = Map(settings.AlphaPattern),
            ["base_model_name_or_path"] = baseModel,
            ["bias"] = "none",
            ["fan_in_fan_out"] = config is TransformerConfig { TransposedFiles: true },
            ["inference_mode"] = true,
            ["init_lora_weights"] = true,
            ["lora_alpha"] = settings.Alpha,
            ["lora_dropout"] = settings.Dropout,
            ["modules_to_save"] = null,
            ["peft_type"] = "LORA",
            ["r"] = settings.Rank,
            ["rank_pattern"] = Map(settings.RankPattern),
            ["target_modules"] =
                settings.TargetPattern is { } pattern ? pattern
                : settings.Targets is [LoraSettings.AllLinear] ? LoraSettings.AllLinear
                : new JsonArray([.. settings.Targets.Select(t => (JsonNode)t)]),
            ["task_type"] = config is DecoderConfig ? "CAUSAL_LM" : null,
            ["use_dora"] = settings.Dora,
            ["use_rslora"] = settings.RankStabilized,
        };
        return json.ToJsonString(new JsonSerializerOptions { WriteIndented = true });
    }

    private static (LoraSettings Settings, string BaseModel) Read(JsonElement config, string path)
    {
        var type = config.GetProperty("peft_type").GetString();
        if (type != "LORA")
            throw new InputException($"the adapter is of the type {type}", path, "Give a LoRA, rsLoRA or DoRA adapter.");
        var problems = PeftFields.Problems(config, path).ToList();
        if (problems.Count > 0)
            throw new InputException(problems);
        var targets = config.GetProperty("target_modules");
        var text = targets.ValueKind == JsonValueKind.String ? targets.GetString() : null;
        var settings = new LoraSettings
        {
            Rank = config.GetProperty("r").GetInt32(),
            Alpha = config.GetProperty("lora_alpha").GetDouble(),
            RankStabilized = Flag("use_rslora"),
            Dora = Flag("use_dora"),
            Dropout =
                config.TryGetProperty("lora_dropout", out var dropout) && dropout.ValueKind != JsonValueKind.Null ? dropout.GetDouble() : 0,
            Targets = text is not null ? [LoraSettings.AllLinear] : [.. targets.EnumerateArray().Select(t => t.GetString()!)],
            TargetPattern = text == LoraSettings.AllLinear ? null : text,
            RankPattern = Patterns("rank_pattern", v => v.GetInt32()),
            AlphaPattern = Patterns("alpha_pattern", v => v.GetDouble()),
        };
        settings.Check();
        return (settings, config.TryGetProperty("base_model_name_or_path", out var model) ? model.GetString() ?? "" : "");

        bool Flag(string name) => config.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null && value.GetBoolean();

        Dictionary<string, T> Patterns<T>(string name, Func<JsonElement, T> read) =>
            config.TryGetProperty(name, out var map) && map.ValueKind != JsonValueKind.Null
                ? map.EnumerateObject().ToDictionary(p => p.Name, p => read(p.Value), StringComparer.Ordinal)
                : [];
    }

    private static JsonObject Map<T>(IReadOnlyDictionary<string, T> patterns) =>
        new(patterns.Select(p => KeyValuePair.Create(p.Key, JsonSerializer.SerializeToNode(p.Value))));
}
