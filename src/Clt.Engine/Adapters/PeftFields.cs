using System.Text.Json;

namespace Clt.Engine.Adapters;

/// <summary>
/// The fields of PEFT's <c>adapter_config.json</c>: those that are read, and the others with the values at which they change no number.
/// </summary>
/// <remarks>
/// After PEFT's <c>LoraConfig</c>. Several ways to begin (<c>init_lora_weights</c>: PiSSA, OLoRA, LoftQ, CorDA, EVA, LoRA-GA) take the
/// adapter out of the base's weights, or belong to ones that do: the adapter then fits a base that nobody stored, so they are refused.
/// </remarks>
internal static class PeftFields
{
    private const string Merge = "Merge the adapter with PEFT, and load the model.";
    private const string Convert =
        "Save it in PEFT with path_initial_model_for_weight_conversion, which makes a plain LoRA of it; or merge it, and load the model.";

    private static readonly string[] Read =
    [
        "peft_type",
        "base_model_name_or_path",
        "target_modules",
        "r",
        "lora_alpha",
        "lora_dropout",
        "use_rslora",
        "use_dora",
        "rank_pattern",
        "alpha_pattern",
    ];

    /// <summary>What names the adapter, or how it was made or is used.</summary>
    private static readonly string[] Harmless =
    [
        "auto_mapping",
        "fan_in_fan_out",
        "inference_mode",
        "megatron_core",
        "peft_version",
        "qalora_group_size",
        "revision",
        "task_type",
    ];

    /// <summary>JSON values at which a field changes nothing; null is one for each.</summary>
    private static readonly Dictionary<string, string[]> Neutral = new(StringComparer.Ordinal)
    {
        ["alora_invocation_tokens"] = ["[]"],
        ["bias"] = ["\"none\""],
        ["ensure_weight_tying"] = ["false"],
        ["exclude_modules"] = ["[]"],
        ["init_lora_weights"] = ["true", "false", "\"gaussian\"", "\"orthogonal\""],
        ["layer_replication"] = ["[]"],
        ["layers_pattern"] = ["[]"],
        ["layers_to_transform"] = ["[]"],
        ["merge_weights"] = ["false"],
        ["loftq_config"] = ["{}"],
        ["lora_bias"] = ["false"],
        ["modules_to_save"] = ["[]"],
        ["target_parameters"] = ["[]"],
        ["trainable_token_indices"] = ["[]", "{}"],
        ["use_bdlora"] = ["false"],
        ["use_qalora"] = ["false"],
    };

    /// <summary>One problem a field that asks for what is not done here, or that is not known.</summary>
    public static IEnumerable<Problem> Problems(JsonElement config, string path)
    {
        foreach (var field in config.EnumerateObject().Where(f => f.Value.ValueKind != JsonValueKind.Null))
        {
            if (Read.Contains(field.Name) || Harmless.Contains(field.Name))
                continue;
            var known = Neutral.TryGetValue(field.Name, out var values);
            if (known && values!.Any(v => JsonElement.DeepEquals(field.Value, JsonElement.Parse(v))))
                continue;
            var what = $"{field.Name} is {field.Value.GetRawText()}{(known ? "" : ", which is not understood")}";
            yield return new Problem(what, path, field.Name == "init_lora_weights" ? Convert : Merge);
        }
    }
}
