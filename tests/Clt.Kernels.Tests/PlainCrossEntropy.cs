using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Tests;

/// <summary>
/// The loss from all logits at once, differentiated by libtorch: both paths, with gradients of their own, are held against it.
/// </summary>
internal static class PlainCrossEntropy
{
    internal static Tensor Sum(Tensor hidden, Tensor weight, Tensor targets, LossOptions? options = null, Tensor? bias = null) =>
        Losses(hidden, weight, targets, options ?? LossOptions.Default, bias).sum();

    private static Tensor Losses(Tensor hidden, Tensor weight, Tensor targets, LossOptions options, Tensor? bias)
    {
        var places = targets.ne(-100).nonzero().flatten();
        var logits = matmul(hidden.index_select(0, places).to_type(ScalarType.Float32), weight.to_type(ScalarType.Float32).t());
        if (bias is not null)
            logits = logits + bias.to_type(ScalarType.Float32);
        logits = logits * options.LogitScale;
        if (options.SoftCap > 0)
            logits = (logits / options.SoftCap).tanh() * options.SoftCap;
        var logs = logits.log_softmax(-1);
        var total = logits.logsumexp(-1);
        var nll = -logs.gather(1, targets.index_select(0, places).unsqueeze(1)).squeeze(1);
        var losses = nll * (1 - options.LabelSmoothing) - logs.mean([-1L]) * options.LabelSmoothing + total * total * options.ZLoss;
        return options.ProbabilityWeighted ? losses * (-losses.detach()).exp() : losses;
    }
}
