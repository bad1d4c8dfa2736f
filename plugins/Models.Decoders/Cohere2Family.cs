using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>Command R7B and Command A: Cohere where some layers see all without positions, the others a window with rotary ones.</summary>
public sealed class Cohere2Family : IModelFamily
{
    private const int DefaultWindow = 4096;

    public ModelFamilyInfo Info { get; } = new("cohere2", "Cohere with windows, and layers without positions", ["Cohere2ForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var common = CohereFamily.Read(Info.Name, read);
        var pattern = read.Size("sliding_window_pattern", 4);
        var sliding = LayerTypes.Sliding(read, common.Layers, layer => (layer + 1) % pattern != 0);
        var window = read.Size("sliding_window", DefaultWindow);
        var result = common with
        {
            Windows = [.. sliding.Select(s => s ? window : (int?)null)],
            LayerRotary = [.. sliding.Select(s => s ? common.Rotary : null)],
        };
        read.ThrowIfAny();
        return result;
    }
}
