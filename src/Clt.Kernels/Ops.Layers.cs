using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Ops
{
    /// <summary>Rotary position embedding of queries and keys (Su et al., RoFormer).</summary>
    /// <param name="q">[N, H, Dh].</param>
    /// <param name="k">[N, Hkv, Dh].</param>
    /// <param name="cos">[P, R], R at most Dh / 2.</param>
    /// <param name="sin">[P, R].</param>
    /// <param name="positions">[N] int64, below P.</param>
    /// <param name="interleaved">Pairs (2i, 2i+1); else (i, i+R).</param>
    public static (Tensor Q, Tensor K) Rotary(Tensor q, Tensor k, Tensor cos, Tensor sin, Tensor positions, bool interleaved) =>
        (Rotary(q, cos, sin, positions, interleaved), Rotary(k, cos, sin, positions, interleaved));

    /// <summary>A linear layer, x · weightᵀ (+ bias), by the faster of libtorch's products.</summary>
    /// <param name="x">[..., in].</param>
    /// <param name="weight">[out, in].</param>
    /// <param name="bias">[out] or null.</param>
    /// <returns>[..., out].</returns>
    public static Tensor Linear(Tensor x, Tensor weight, Tensor? bias = null) =>
        MatrixProducts.Takes(x, weight, weight.size(0)) ? LinearLayer.Of(x, weight, bias) : nn.functional.linear(x, weight, bias);

    /// <summary>act(gate) · up, both halves of one projection.</summary>
    /// <param name="gateUp">[N, 2F], gate first.</param>
    /// <param name="kind">The gate's function.</param>
    /// <returns>[N, F].</returns>
    public static Tensor GatedActivation(Tensor gateUp, Activation kind) =>
        IsFused(gateUp) ? new Gated(kind).Of(gateUp) : Reference.GatedActivation(gateUp, kind);

    /// <summary>Rows of an embedding table; the gradient adds the rows of an id in the order of their places.</summary>
    /// <param name="weight">[V, D].</param>
    /// <param name="ids">[...] int64, 0 to V − 1.</param>
    /// <param name="gradient">
    /// [V, D] or null: the backward pass adds to the rows of these ids here, instead of making a gradient as large as the table. For a leaf
    /// whose gradient this is.
    /// </param>
    /// <returns>[..., D].</returns>
    public static Tensor Embedding(Tensor weight, Tensor ids, Tensor? gradient = null) =>
        IsFused(weight) ? new Embedding().Of(weight, ids, gradient) : Reference.Embedding(weight, ids);

    private static Tensor Rotary(Tensor x, Tensor cos, Tensor sin, Tensor positions, bool interleaved) =>
        IsFused(x) ? new Rotary(interleaved).Of(x, cos, sin, positions) : Reference.Rotate(x, cos, sin, positions, interleaved);
}
