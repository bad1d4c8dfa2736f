using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clt.Engine.Adapters;

/// <summary>What <c>adapter_config.json</c> says of adapters of every type.</summary>
internal static class AdapterConfig
{
    /// <summary>The <c>peft_type</c>, and the base that it names; empty where there is none.</summary>
    /// <exception cref="InputException">The file is missing or broken.</exception>
    public static (string Type, string BaseModel) Read(string folder)
    {
        var path = Path.Combine(folder, Adapter.ConfigFile);
        if (!File.Exists(path))
            throw new InputException("there is no adapter_config.json", folder, "Give the directory of an adapter.");
        try
        {
            var config = JsonNode.Parse(File.ReadAllText(path)) as JsonObject ?? throw new JsonException("it is no object");
            return (Text("peft_type"), Text("base_model_name_or_path"));

            string Text(string name) => (string?)config[name] ?? "";
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException or ArgumentException)
        {
            throw new InputException($"the adapter's configuration is broken: {e.Message}", path, "Fetch or write the adapter again.", e);
        }
    }
}
