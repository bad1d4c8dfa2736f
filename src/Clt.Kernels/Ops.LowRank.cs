using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Ops
{
    /// <summary>Sizes of the layer must be multiples of it.</summary>
    private const int LowRankUnit = 16;

    /// <summary>x · Wᵀ and the low-rank changes of its outputs (LoRA, Hu et al. 2021, arXiv 2106.09685) in one.</summary>
    /// <param name="x">[N, in].</param>
    /// <param name="weight">[out, in].</param>
    /// <param name="parts">At least one; they may overlap.</param>
    /// <returns>[N, out].</returns>
    public static Tensor LowRankLinear(Tensor x, Tensor weight, IReadOnlyList<LowRankPart> parts) =>
        TakesLowRank(x, weight, parts) ? Simd.LowRank.LowRankLinear.Of(x, weight, parts) : Reference.LowRankLinear(x, weight, parts);

    /// <summary>Whether the fused kernel computes <see cref="LowRankLinear"/> here: in one type, for sizes in whole vectors.</summary>
    internal static bool TakesLowRank(Tensor x, Tensor weight, IReadOnlyList<LowRankPart> parts) =>
        IsFused(x)
        && x.dtype == weight.dtype
        && x.dim() == 2
        && x.size(1) % LowRankUnit == 0
        && parts.All(p => p.B.size(0) % LowRankUnit == 0);
}
