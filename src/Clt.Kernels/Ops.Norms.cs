using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Ops
{
    /// <summary>x · rsqrt(mean(x²) + eps) · (offset + weight), in fp32 inside (Zhang and Sennrich, RMSNorm).</summary>
    /// <param name="x">[..., D].</param>
    /// <param name="weight">[D], or [G, D] where G is the dimension of x before the last (norms per head).</param>
    /// <param name="eps">Added to the mean square.</param>
    /// <param name="offset">Added to the weight: 1 for Gemma.</param>
    public static Tensor RmsNorm(Tensor x, Tensor weight, double eps, double offset = 0) =>
        IsFused(x) ? new Norm(centre: false, eps, offset).Of(x, null, weight, null)[0] : Reference.RmsNorm(x, weight, eps, offset);

    /// <summary>(norm(x + residual), x + residual), as in <see cref="RmsNorm"/>.</summary>
    public static (Tensor Normed, Tensor Residual) AddRmsNorm(Tensor x, Tensor residual, Tensor weight, double eps, double offset = 0) =>
        IsFused(x)
            ? Pair(new Norm(centre: false, eps, offset).Of(x, residual, weight, null))
            : Reference.AddRmsNorm(x, residual, weight, eps, offset);

    /// <summary>(x − mean) · rsqrt(variance + eps) · weight + bias over the last dimension, in fp32 inside.</summary>
    /// <param name="x">[..., D].</param>
    /// <param name="weight">[D], or [G, D] as in <see cref="RmsNorm"/>.</param>
    /// <param name="bias">Shaped as the weight, or null.</param>
    /// <param name="eps">Added to the variance.</param>
    public static Tensor LayerNorm(Tensor x, Tensor weight, Tensor? bias, double eps) =>
        IsFused(x) ? new Norm(centre: true, eps, offset: 0).Of(x, null, weight, bias)[0] : Reference.LayerNorm(x, weight, bias, eps);

    /// <summary>(norm(x + residual), x + residual), as in <see cref="LayerNorm"/>.</summary>
    public static (Tensor Normed, Tensor Residual) AddLayerNorm(Tensor x, Tensor residual, Tensor weight, Tensor? bias, double eps) =>
        IsFused(x)
            ? Pair(new Norm(centre: true, eps, offset: 0).Of(x, residual, weight, bias))
            : Reference.AddLayerNorm(x, residual, weight, bias, eps);

    private static (Tensor Normed, Tensor Residual) Pair(Tensor[] both) => (both[0], both[1]);
}
