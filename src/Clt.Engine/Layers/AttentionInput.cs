using Clt.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>The fused projection of a layer, and what is done to it before and in attention.</summary>
/// <param name="Config">Sizes.</param>
/// <param name="Options">Window, scale, cap and slopes of the layer.</param>
/// <param name="Projection">[N, (H + 2 Hkv) · Dh]: queries, then keys, then values.</param>
/// <param name="QueryNorm">Norm of queries, or none.</param>
/// <param name="KeyNorm">Norm of keys, or none.</param>
/// <param name="Rotary">Position tables, or null for a layer without.</param>
/// <param name="Positions">[N], int64.</param>
internal readonly record struct AttentionInput(
    TransformerConfig Config,
    AttentionOptions Options,
    Tensor Projection,
    Norm QueryNorm,
    Norm KeyNorm,
    RotaryTable? Rotary,
    Tensor Positions
)
{
    /// <summary>Whether nothing stands between projection and rotation, so that one fused kernel can do it all.</summary>
    public bool IsPlain => QueryNorm.IsNone && KeyNorm.IsNone;

    /// <summary>Normalised and rotated queries [N, H, Dh] and keys [N, Hkv, Dh], and values [N, Hkv, Dh].</summary>
    public (Tensor Query, Tensor Key, Tensor Value) Split()
    {
        var (heads, shared) = (Config.Heads, Config.KeyValueHeads);
        var query = Normed(0, heads, QueryNorm);
        var key = Normed(heads, shared, KeyNorm);
        if (Rotary is not null)
            (query, key) = Ops.Rotary(query, key, Rotary.Cos, Rotary.Sin, Positions, Rotary.Interleaved);
        return (query, key, Heads(heads + shared, shared));
    }

    private Tensor Normed(int first, int count, Norm norm)
    {
        var size = Config.HeadSize;
        if (Config.QueryKeyNorm != QueryKeyNorm.Projection)
            return norm.Of(Heads(first, count));
        return norm.Of(Projection.narrow(1, first * size, count * size)).view(Projection.shape[0], count, size);
    }

    private Tensor Heads(int first, int count) =>
        Projection.view(Projection.shape[0], Config.Heads + 2 * Config.KeyValueHeads, Config.HeadSize).narrow(1, first, count);
}
