using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Ops
{
    /// <summary>Attention inside each of several sequences packed one behind another; no sequence sees another's keys.</summary>
    /// <param name="q">[N, H, Dh].</param>
    /// <param name="k">[N, Hkv, Dh]; query head h uses key head h / (H / Hkv).</param>
    /// <param name="v">[N, Hkv, Dh].</param>
    /// <param name="cuSeqlens">
    /// [B + 1] int32: sequence b is tokens cuSeqlens[b] .. cuSeqlens[b + 1]; tokens behind the last get zeros.
    /// </param>
    /// <param name="options">Mask, scale and biases.</param>
    /// <returns>[N, H, Dh].</returns>
    public static Tensor PackedAttention(Tensor q, Tensor k, Tensor v, Tensor cuSeqlens, AttentionOptions options) =>
        PackedAttention(q, k, v, cuSeqlens, cuSeqlens, options);

    /// <summary>The same with other numbers of keys than queries: cross-attention, or new queries behind a cache.</summary>
    public static Tensor PackedAttention(Tensor q, Tensor k, Tensor v, Tensor cuSeqlens, Tensor cuSeqlensKeys, AttentionOptions options) =>
        IsFused(q)
            ? Simd.Attention.PackedAttention.Of(q, k, v, cuSeqlens, cuSeqlensKeys, options)
            : Reference.PackedAttention(q, k, v, cuSeqlens, cuSeqlensKeys, options);

    /// <summary>
    /// Rotary positions and packed attention on one fused projection: what a Llama layer does between its two products. Nothing is
    /// copied on the way and the gradient is one tensor, so prefer it where no norm stands between projection and rotation.
    /// </summary>
    /// <param name="qkv">[N, (H + 2 Hkv) · Dh]: queries, then keys, then values.</param>
    /// <param name="heads">H.</param>
    /// <param name="kvHeads">Hkv.</param>
    /// <param name="rotary">Position tables, or null for none.</param>
    /// <param name="positions">[N] int64; null only without tables.</param>
    /// <param name="cuSeqlens">As in <see cref="PackedAttention(Tensor, Tensor, Tensor, Tensor, AttentionOptions)"/>.</param>
    /// <param name="options">Mask, scale and biases; a relative bias is not taken here.</param>
    /// <returns>[N, H · Dh].</returns>
    public static Tensor QkvAttention(
        Tensor qkv,
        long heads,
        long kvHeads,
        RotaryTable? rotary,
        Tensor? positions,
        Tensor cuSeqlens,
        AttentionOptions options
    ) =>
        IsFused(qkv) && options.RelativeBias is null
            ? Simd.Attention.QkvAttention.Of(qkv, heads, kvHeads, rotary, positions, cuSeqlens, options)
            : Reference.QkvAttention(qkv, heads, kvHeads, rotary, positions, cuSeqlens, options);

    /// <summary>
    /// Attention over cached keys in which many sequences share their beginnings: each query looks at all runs that name it, and a shared
    /// run is read once for the queries beside each other. Not differentiable.
    /// </summary>
    /// <param name="q">[N, H, Dh].</param>
    /// <param name="keys">[rows, Hkv, Dh].</param>
    /// <param name="values">[rows, Hkv, Dh].</param>
    /// <param name="positions">[N] int64: each query's position in its sequence.</param>
    /// <param name="runs">
    /// [R, 5] int64: <see cref="KeyRun.Table"/>. The mask and the biases go by positions; no key may be named twice to a query.
    /// </param>
    /// <param name="options">Mask, scale and biases.</param>
    /// <returns>[N, H, Dh].</returns>
    public static Tensor CascadeAttention(Tensor q, Tensor keys, Tensor values, Tensor positions, Tensor runs, AttentionOptions options) =>
        IsFused(q)
            ? Simd.Attention.SharedPrefixAttention.Of(q, keys, values, positions, runs, options)
            : Reference.CascadeAttention(q, keys, values, positions, runs, options);
}
