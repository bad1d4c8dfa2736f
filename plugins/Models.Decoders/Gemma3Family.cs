using System.Text.Json;

namespace Clt.Plugins.Models.Decoders;

/// <summary>Gemma 3 (text): normalised queries and keys, five layers with a window for one without, each kind with a rotary base of its own.</summary>
public sealed class Gemma3Family : IModelFamily
{
    private const int DefaultWindow = 4096;
    private const double GlobalTheta = 1_000_000;
    private const double LocalTheta = 10_000;

    public ModelFamilyInfo Info { get; } = new("gemma3", "Gemma 2 without caps, normalised queries and keys, two rotary bases", ["Gemma3ForCausalLM"]);

    public ModelConfig Configure(JsonElement config, string where)
    {
        var read = new ConfigReader(config, where);
        var both = read.Object("rope_parameters");
        var perKind = both?.Object("full_attention") is not null || both?.Object("sliding_attention") is not null;
        // The object of objects is no rotary embedding itself, so the common reader's reading of it is replaced.
        var common = Gemma2Family.Read(Info.Name, read, GlobalTheta);
        var context = common.ContextLength;
        var global = perKind ? RotaryReader.Read(read, both!.Object("full_attention"), context, GlobalTheta) : common.Rotary!;
        var local = perKind
            ? RotaryReader.Read(read, both!.Object("sliding_attention"), context, LocalTheta)
            : new RotaryConfig(read.Number("rope_local_base_freq", LocalTheta));
        var pattern = read.Size("sliding_window_pattern", read.Size("_sliding_window_pattern", 6));
        var sliding = LayerTypes.Sliding(read, common.Layers, layer => (layer + 1) % pattern != 0);
        var window = read.Size("sliding_window", DefaultWindow);
        read.Require(!read.Flag("use_bidirectional_attention", false), "attention is bidirectional", "Use a model with causal attention.");
        var result = common with
        {
            AttentionSoftCap = Gemma2Family.Cap(read, "attn_logit_softcapping", 0),
            LogitSoftCap = Gemma2Family.Cap(read, "final_logit_softcapping", 0),
            QueryKeyNorm = QueryKeyNorm.SharedByHeads,
            Rotary = global,
            LayerRotary = [.. sliding.Select(s => s ? local : global)],
            Windows = [.. sliding.Select(s => s ? window : (int?)null)],
        };
        read.ThrowIfAny();
        return result;
    }
}
