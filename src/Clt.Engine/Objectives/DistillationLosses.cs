using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>Divergences of two distributions over a vocabulary.</summary>
internal static class DistillationLosses
{
    /// <summary>The divergence of each token, times the square of the temperature: [n] of logits [n, V].</summary>
    public static Tensor PerToken(Tensor student, Tensor teacher, DistillationSettings settings)
    {
        var (s, t) = ((student / settings.Temperature).log_softmax(-1), (teacher / settings.Temperature).log_softmax(-1));
        var divergence = settings.Divergence switch
        {
            Divergence.ForwardKl => Kl(t, s),
            Divergence.ReverseKl => Kl(s, t),
            Divergence.SoftCrossEntropy => -(t.exp() * s).sum(-1),
            Divergence.JensenShannon => JensenShannon(s, t, settings.Beta),
            var other => throw new ArgumentOutOfRangeException(nameof(settings), other, "There is no such divergence."),
        };
        return divergence * (settings.Temperature * settings.Temperature);
    }

    private static Tensor JensenShannon(Tensor s, Tensor t, double beta)
    {
        var middle = (t.exp() * beta + s.exp() * (1 - beta)).log();
        return Kl(t, middle) * beta + Kl(s, middle) * (1 - beta);
    }

    /// <summary>KL(p ‖ q) of log-probabilities over the last dimension.</summary>
    private static Tensor Kl(Tensor p, Tensor q) => (p.exp() * (p - q)).sum(-1);
}
