using Clt.Engine.Kernels;
using static TorchSharp.torch;

namespace Clt.Engine.Layers;

/// <summary>The fused projection of a layer, and what is done to it before attention.</summary>
/// <param name="Config">Sizes.</param>
/// <param name="Projection">[N, (H + 2 Hkv) · Dh]: queries, then keys, then values.</param>
/// <param name="QueryNorm">[Dh] or null.</param>
/// <param name="KeyNorm">[Dh] or null.</param>
/// <param name="Rotary">Position tables.</param>
/// <param name="Positions">[N], int64.</param>
internal readonly record struct AttentionInput(
    DecoderConfig Config, Tensor Projection, Tensor? QueryNorm, Tensor? KeyNorm, RotaryTable Rotary, Tensor Positions)
{
    /// <summary>Whether nothing stands between projection and rotation, so that one fused kernel can do it all.</summary>
    public bool IsPlain => QueryNorm is null && KeyNorm is null;

    /// <summary>Normalised and rotated queries [N, H, Dh] and keys [N, Hkv, Dh], and values [N, Hkv, Dh].</summary>
    public (Tensor Query, Tensor Key, Tensor Value) Split()
    {
        var (heads, shared, size) = (Config.Heads, Config.KeyValueHeads, Config.HeadSize);
        var all = Projection.view(Projection.shape[0], heads + 2 * shared, size);
        var query = all.narrow(1, 0, heads);
        var key = all.narrow(1, heads, shared);
        if (QueryNorm is not null) query = Ops.RmsNorm(query, QueryNorm, Config.NormEpsilon);
        if (KeyNorm is not null) key = Ops.RmsNorm(key, KeyNorm, Config.NormEpsilon);
        (query, key) = Ops.Rotary(query, key, Rotary.Cos, Rotary.Sin, Positions, Rotary.Interleaved);
        return (query, key, all.narrow(1, heads + shared, shared));
    }
}
