using Clt.Kernels.Simd;
using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Ops
{
    /// <summary>
    /// The sum over targets of the cross-entropy of hidden · weightᵀ (+ bias); the caller divides by the number of targets. Rows without
    /// a target are not projected, logits exist for a chunk of rows only, and the gradients are made in the forward pass where
    /// one is wanted, so only one backward pass can follow.
    /// </summary>
    /// <param name="hidden">[N, D].</param>
    /// <param name="weight">[V, D].</param>
    /// <param name="targets">[N] int64; −100 is ignored.</param>
    /// <param name="options">Smoothing, scale, soft cap.</param>
    /// <param name="bias">[V] or null.</param>
    /// <param name="gradient">
    /// [V, D], fp32, or null: the weight's gradient is added to it at once, instead of made in a tensor as large as the weight. For a leaf
    /// whose gradient this is, and a result that a backward pass follows; it begins there best: where the result was multiplied, all is
    /// made once more.
    /// </param>
    /// <returns>A scalar, fp32.</returns>
    public static Tensor LinearCrossEntropy(
        Tensor hidden,
        Tensor weight,
        Tensor targets,
        LossOptions? options = null,
        Tensor? bias = null,
        Tensor? gradient = null
    )
    {
        var (sum, each) = LinearCrossEntropyRows(hidden, weight, targets, options, bias, gradient);
        each.Dispose();
        return sum;
    }

    /// <summary>The same with the loss of every row, [N] fp32, 0 where ignored; the rows are not differentiated.</summary>
    public static (Tensor Sum, Tensor Rows) LinearCrossEntropyRows(
        Tensor hidden,
        Tensor weight,
        Tensor targets,
        LossOptions? options = null,
        Tensor? bias = null,
        Tensor? gradient = null
    ) =>
        IsFused(hidden)
            ? new FusedCrossEntropy(targets, options ?? LossOptions.Default, gradient).Of(hidden, weight, bias)
            : Reference.LinearCrossEntropyRows(hidden, weight, targets, options, bias, gradient);
}
