using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

public static partial class Reference
{
    public static Tensor LinearCrossEntropy(Tensor hidden, Tensor weight, Tensor targets, LossOptions? options = null, Tensor? bias = null)
    {
        var (sum, rows) = LinearCrossEntropyRows(hidden, weight, targets, options, bias);
        rows.Dispose();
        return sum;
    }

    public static (Tensor Sum, Tensor Rows) LinearCrossEntropyRows(
        Tensor hidden, Tensor weight, Tensor targets, LossOptions? options = null, Tensor? bias = null)
    {
        options ??= LossOptions.Default;
        using var scope = NewDisposeScope();
        var wanted = targets.ne(-100);
        // Boundaries and targets are known on the host: what is computed never waits for the device to say how much there is.
        var places = wanted.nonzero().flatten().to(hidden.device);
        targets = targets.to(hidden.device);
        var logits = matmul(hidden.index_select(0, places).to_type(ScalarType.Float32), weight.to_type(ScalarType.Float32).t());
        if (bias is not null)
            logits = logits + bias.to_type(ScalarType.Float32);
        logits = logits * options.LogitScale;
        if (options.SoftCap > 0)
            logits = (logits / options.SoftCap).tanh() * options.SoftCap;
        var total = logits.logsumexp(-1);
        var losses = total - logits.gather(1, targets.index_select(0, places).unsqueeze(1)).squeeze(1) * (1 - options.LabelSmoothing);
        if (options.LabelSmoothing > 0)
            losses = losses - logits.mean([-1L]) * options.LabelSmoothing;
        if (options.ZLoss != 0)
            losses = losses + total * total * options.ZLoss;
        if (options.ProbabilityWeighted)
            losses = losses * (-losses.detach()).exp();
        var rows = zeros(hidden.size(0), dtype: ScalarType.Float32, device: hidden.device).index_copy_(0, places, losses.detach());
        return (losses.sum().MoveToOuterDisposeScope(), rows.MoveToOuterDisposeScope());
    }

    /// <summary>Euclidean norm of a flat gradient, added in double.</summary>
    public static double GradNorm(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var wide = gradient.to_type(ScalarType.Float64);
        return Math.Sqrt(HostValues.Scalar<double>((wide * wide).sum()));
    }
}
