using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Engine.Parameters;
using Clt.Formats.Files;

namespace Clt.Engine.Models;

/// <summary>What a Hugging Face directory says of a model, besides its weights.</summary>
internal static class HubConfig
{
    // Newer readers look at the first, older ones at the second.
    private static readonly string[] Fields = ["dtype", "torch_dtype"];
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    /// <summary>
    /// Writes <c>config.json</c> for weights of a dtype, and <c>generation_config.json</c> where the model came with one.
    /// </summary>
    public static void Write(string folder, ModelConfig config, Dtype dtype)
    {
        AtomicFile.WriteText(Path.Combine(folder, "config.json"), For(config, dtype));
        if (config.GenerationJson is { } generation)
            AtomicFile.WriteText(Path.Combine(folder, ModelFamilies.GenerationFile), generation);
    }

    /// <summary>The same configuration for weights of this dtype; unchanged where it says so already.</summary>
    private static string For(ModelConfig config, Dtype dtype)
    {
        var json = JsonNode.Parse(config.Json)!.AsObject();
        var stated = Fields.Select(name => json[name]).Where(value => value is not null).Select(value => value!.ToString()).ToList();
        if (stated.Count > 0 && stated.All(name => name == dtype.HubName()))
            return config.Json;
        foreach (var name in Fields)
            json[name] = dtype.HubName();
        return json.ToJsonString(Indented);
    }
}
