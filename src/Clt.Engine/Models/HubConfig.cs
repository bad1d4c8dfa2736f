using System.Text.Json;
using System.Text.Json.Nodes;

namespace Clt.Engine.Models;

/// <summary>The text of a <c>config.json</c> about to be written.</summary>
internal static class HubConfig
{
    // Newer readers look at the first, older ones at the second.
    private static readonly string[] Fields = ["dtype", "torch_dtype"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>The same configuration for weights of this dtype; unchanged where it says so already.</summary>
    public static string For(ModelConfig config, Dtype dtype)
    {
        var json = JsonNode.Parse(config.Json)!.AsObject();
        var stated = Fields.Select(name => json[name]).Where(value => value is not null).Select(value => value!.ToString()).ToList();
        if (stated.Count > 0 && stated.All(name => name == dtype.HubName())) return config.Json;
        foreach (var name in Fields) json[name] = dtype.HubName();
        return json.ToJsonString(Indented);
    }
}
