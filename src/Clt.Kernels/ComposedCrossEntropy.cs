using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>Linear cross-entropy of libtorch's own operators, on any device.</summary>
internal sealed class ComposedCrossEntropy(Tensor targets, LossOptions options, Tensor? place) : LinearCrossEntropy(targets, options, place)
{
    /// <summary>256 MB of logits, which keeps a GPU busy; on CPUs as many as stay in the cache.</summary>
    private const long DeviceLogits = 1L << 26;

    private const long CacheLogits = 1L << 19;

    /// <summary>In fp32 on CPUs, where bf16 products are seldom faster; elsewhere in the tensors' own type.</summary>
    protected override (ScalarType Type, long Logits) Products(Tensor hidden, Tensor weight)
    {
        var isHalf = hidden.dtype == ScalarType.BFloat16 && weight.dtype == ScalarType.BFloat16;
        if (hidden.device_type == DeviceType.CPU)
            return (ScalarType.Float32, CacheLogits);
        return (isHalf ? ScalarType.BFloat16 : ScalarType.Float32, DeviceLogits);
    }

    protected override Tensor Losses(Tensor logits, long[] targets, LossOptions options, bool isWanted)
    {
        var (smoothing, cap, vocabulary) = (options.LabelSmoothing, options.SoftCap, logits.size(1));
        var places = tensor(targets, device: logits.device).unsqueeze(1);
        if (options.LogitScale != 1)
            logits.mul_(options.LogitScale);
        if (cap > 0)
            logits.div_(cap).tanh_().mul_(cap);
        var slope = isWanted && cap > 0 ? 1 - (logits / cap).square() : null;
        var hit = logits.gather(1, places);
        var spread = smoothing > 0 ? logits.mean([1L], true) : hit;
        var top = logits.amax([1L], true);
        var sum = logits.sub_(top).exp_().sum([1L], true);
        var total = sum.log() + top;
        var losses = total - hit * (1 - smoothing) - spread * smoothing + total * total * options.ZLoss;
        var share = options.ProbabilityWeighted ? (-losses).exp() : ones_like(losses);
        if (isWanted)
        {
            logits.mul_((1 + total * (2 * options.ZLoss)) / sum).sub_(smoothing / vocabulary);
            logits.scatter_add_(1, places, full_like(losses, smoothing - 1));
            if (slope is not null)
                logits.mul_(slope);
            logits.mul_(share * options.LogitScale);
        }

        return (losses * share).squeeze(1);
    }

    protected override Tensor Sum(Tensor rows) => rows.sum(ScalarType.Float64).to_type(ScalarType.Float32);
}
