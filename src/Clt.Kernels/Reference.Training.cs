using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Reference
{
    public static Tensor LinearCrossEntropy(
        Tensor hidden,
        Tensor weight,
        Tensor targets,
        LossOptions? options = null,
        Tensor? bias = null,
        Tensor? gradient = null
    )
    {
        var (sum, rows) = LinearCrossEntropyRows(hidden, weight, targets, options, bias, gradient);
        rows.Dispose();
        return sum;
    }

    public static (Tensor Sum, Tensor Rows) LinearCrossEntropyRows(
        Tensor hidden,
        Tensor weight,
        Tensor targets,
        LossOptions? options = null,
        Tensor? bias = null,
        Tensor? gradient = null
    ) => new ComposedCrossEntropy(targets, options ?? LossOptions.Default, gradient).Of(hidden, weight, bias);

    /// <summary>Euclidean norm of a flat gradient, added in double.</summary>
    public static double GradNorm(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var wide = gradient.to_type(ScalarType.Float64);
        return Math.Sqrt(HostValues.Scalar<double>((wide * wide).sum()));
    }
}
