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
        foreach (var name in new[] { "use_embedding_sharing", "use_gated_activation", "use_parallel_block" })
            read.Allow(name, "true");
        foreach (var name in new[] { "use_parallel_embedding", "use_qk_norm" })
            read.Allow(name, "false");
        read.Allow("layer_switch", $"{pattern}");
        read.Allow("order_of_interleaved_layers", "\"local_attn_first\"");
        read.Allow("position_embedding_type", "\"rope_gptj\"");
        read.Allow("rotary_pct", "1");
        var result = common with
        {
            Windows = [.. sliding.Select(s => s ? window : (int?)null)],
            LayerRotary = [.. sliding.Select(s => s ? common.Rotary : null)],
        };
        read.Complete();
        return result;
    }
}
