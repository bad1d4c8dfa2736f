using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>
/// Gemma 3 (text): normalised queries and keys, five layers with a window for one without, each kind with a rotary base of its own.
/// </summary>
public sealed class Gemma3Family : IModelFamily
{
    private const int DefaultWindow = 4096;
    private const double GlobalTheta = 1_000_000;
    private const double LocalTheta = 10_000;

    public ModelFamilyInfo Info { get; } =
        new("gemma3", "Gemma 2 without caps, normalised queries and keys, two rotary bases", ["Gemma3ForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var common = Gemma2Family.Read(Info.Name, read, GlobalTheta);
        var theta = read.Number("rope_local_base_freq", LocalTheta);
        var own = read.Object("rope_parameters")?.Object("sliding_attention");
        var local = RotaryReader.Read(read, own, common.ContextLength, theta, "rope_local_base_freq");
        var pattern = read.Size("sliding_window_pattern", read.Size("_sliding_window_pattern", 6));
        var sliding = LayerTypes.Sliding(read, common.Layers, layer => (layer + 1) % pattern != 0);
        var window = read.Size("sliding_window", DefaultWindow);
        var result = common with
        {
            AttentionSoftCap = Gemma2Family.Cap(read, "attn_logit_softcapping", 0),
            LogitSoftCap = Gemma2Family.Cap(read, "final_logit_softcapping", 0),
            QueryKeyNorm = QueryKeyNorm.SharedByHeads,
            LayerRotary = [.. sliding.Select(s => s ? local : common.Rotary)],
            Windows = [.. sliding.Select(s => s ? window : (int?)null)],
        };
        read.Complete();
        return result;
    }
}
