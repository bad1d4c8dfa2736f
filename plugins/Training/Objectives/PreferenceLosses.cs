using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Losses of pairs, from the log-probabilities of their answers.</summary>
internal static class PreferenceLosses
{
    /// <summary>The loss of each pair, or, where margins are sorted, of each quantile: [n].</summary>
    /// <param name="settings">Which, and its numbers.</param>
    /// <param name="pairs">The log-probabilities.</param>
    public static Tensor PerPair(PreferenceSpec settings, PairLikelihoods pairs)
    {
        var (beta, swapped) = (settings.Beta, settings.LabelSmoothing);
        var target = 1 / (2 * beta);
        return settings.Loss switch
        {
            PreferenceLoss.Sigmoid => Mixed(pairs.Gain * beta, swapped, swapped),
            PreferenceLoss.Robust => Mixed(pairs.Gain * beta, swapped, -swapped) / (1 - 2 * swapped),
            PreferenceLoss.Hinge => (1 - pairs.Gain * beta).relu(),
            PreferenceLoss.Ipo => (pairs.MeanGain - target).pow(2),
            PreferenceLoss.SigmoidOfMeans => -LogSigmoid(pairs.MeanGain * beta),
            PreferenceLoss.Exo => SmoothedDivergence(pairs.Gain * beta, swapped),
            PreferenceLoss.Nca => Nca(pairs.ChosenGain * beta, pairs.RejectedGain * beta),
            PreferenceLoss.Bco => -LogSigmoid(pairs.ChosenGain * beta) - LogSigmoid(pairs.RejectedGain * -beta),
            PreferenceLoss.Sppo => (pairs.ChosenGain - target).pow(2) + (pairs.RejectedGain + target).pow(2),
            PreferenceLoss.ApoZero => 1 - (pairs.ChosenGain * beta).sigmoid() + (pairs.RejectedGain * beta).sigmoid(),
            PreferenceLoss.ApoDown => 1 - (pairs.Gain * beta).sigmoid() + (pairs.ChosenGain * beta).sigmoid(),
            PreferenceLoss.Aot => Mixed(pairs.SortedGain * beta, swapped, swapped),
            PreferenceLoss.DiscoPop => Blended(pairs.Gain * beta, settings.Temperature),
            var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "There is no such loss."),
        };
    }

    /// <summary>−(1 − e) log σ(x) − e' log σ(−x): e' is e, or −e where the smoothing is taken back.</summary>
    private static Tensor Mixed(Tensor logit, double swapped, double against) =>
        -LogSigmoid(logit) * (1 - swapped) - LogSigmoid(-logit) * against;

    /// <summary>KL of (σ(x), σ(−x)) from (1 − e, e).</summary>
    private static Tensor SmoothedDivergence(Tensor logit, double swapped) =>
        logit.sigmoid() * (LogSigmoid(logit) - Math.Log(1 - swapped)) + (-logit).sigmoid() * (LogSigmoid(-logit) - Math.Log(swapped));

    private static Tensor Nca(Tensor chosen, Tensor rejected) => -LogSigmoid(chosen) - (LogSigmoid(-chosen) + LogSigmoid(-rejected)) / 2;

    private static Tensor Blended(Tensor logit, double temperature)
    {
        var share = (logit / temperature).sigmoid();
        return -LogSigmoid(logit) * (1 - share) + (-logit).exp() * share;
    }

    private static Tensor LogSigmoid(Tensor x) => x.minimum(zeros_like(x)) - (-x.abs()).exp().log1p();
}
