using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>Losses of pairs, from the log-probabilities of their answers.</summary>
internal static class PreferenceLosses
{
    /// <summary>The loss of each pair, [n].</summary>
    /// <param name="settings">Which, and its numbers.</param>
    /// <param name="chosen">[n]: log-probability of the chosen answer, minus the reference's.</param>
    /// <param name="rejected">[n]: the same of the rejected answer.</param>
    /// <param name="chosenLengths">[n]: its tokens.</param>
    /// <param name="rejectedLengths">[n].</param>
    public static Tensor PerPair(PreferenceSettings settings, Tensor chosen, Tensor rejected, Tensor chosenLengths, Tensor rejectedLengths)
    {
        var (beta, swapped) = (settings.Beta, settings.LabelSmoothing);
        return settings.Loss switch
        {
            PreferenceLoss.Hinge => (1 - (chosen - rejected) * beta).relu(),
            PreferenceLoss.Ipo => (MeanDifference() - (1 / (2 * beta))).pow(2),
            PreferenceLoss.SigmoidOfMeans => -LogSigmoid(MeanDifference() * beta),
            PreferenceLoss.Robust => Mixed(-swapped) / (1 - 2 * swapped),
            _ => Mixed(swapped),
        };

        // −(1 − e) log σ(β d) − e' log σ(−β d): e' is e, or −e where the smoothing is taken back.
        Tensor Mixed(double against)
        {
            var logit = (chosen - rejected) * beta;
            return -LogSigmoid(logit) * (1 - swapped) - LogSigmoid(-logit) * against;
        }

        Tensor MeanDifference() => chosen / chosenLengths - rejected / rejectedLengths;
    }

    private static Tensor LogSigmoid(Tensor x) => x.minimum(zeros_like(x)) - (-x.abs()).exp().log1p();
}
