using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Kernels;

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
        var places = wanted.nonzero().flatten();
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
        var rows = zeros(hidden.size(0), dtype: ScalarType.Float32, device: hidden.device).index_copy_(0, places, losses.detach());
        return (losses.sum().MoveToOuterDisposeScope(), rows.MoveToOuterDisposeScope());
    }

    /// <summary>As <see cref="FlatAdamW.GradNorm"/>.</summary>
    public static double GradNorm(Tensor gradient)
    {
        using var scope = NewDisposeScope();
        var wide = gradient.to_type(ScalarType.Float64);
        return Math.Sqrt((wide * wide).sum().item<double>());
    }

    /// <summary>One range of <see cref="FlatAdamW.Step"/>.</summary>
    public static void AdamWStep(FlatAdamW state, FlatRange range, Tensor gradient, double rate, double beta1, double beta2,
        double eps, double clipFactor, bool clearGradient, Tensor? mirror)
    {
        using var scope = NewDisposeScope();
        using var noGrad = no_grad();
        Tensor Part(Tensor whole) => whole.narrow(0, range.Start, range.Length);
        Tensor p = Part(state.Parameters), g = Part(gradient), m = Part(state.FirstMoment), v = Part(state.SecondMoment);
        var clipped = g * clipFactor;
        m.mul_(beta1).add_(clipped * (1 - beta1));
        v.mul_(beta2).add_(clipped * clipped * (1 - beta2));
        double step = rate * range.RateScale / (1 - Math.Pow(beta1, state.Steps)), correction = 1 - Math.Pow(beta2, state.Steps);
        p.mul_(1 - rate * range.RateScale * range.WeightDecay);
        p.sub_(m * step / ((v / correction).sqrt() + eps));
        if (clearGradient)
            g.zero_();
        if (mirror is not null)
            Part(mirror).copy_(p);
    }
}
