using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>
/// R-Drop (Wu et al. 2021): two passes with different dropout are both trained and drawn together. The paper adds both cross-entropies and
/// alpha / 2 times both divergences.
/// </summary>
public static class RDrop
{
    /// <summary>The sum over rows of the two divergences KL(1‖2) + KL(2‖1), halved.</summary>
    /// <param name="first">[B, C]: logits of one pass.</param>
    /// <param name="second">[B, C]: logits of the other.</param>
    public static Tensor Divergence(Tensor first, Tensor second)
    {
        var (p, q) = (first.log_softmax(1), second.log_softmax(1));
        return ((p.exp() - q.exp()) * (p - q)).sum() / 2;
    }

    /// <summary>The paper's loss, summed over rows.</summary>
    /// <param name="first">[B, C]: logits of one pass.</param>
    /// <param name="second">[B, C]: logits of the other.</param>
    /// <param name="labels">[B], int64.</param>
    /// <param name="alpha">Weight of the divergence.</param>
    public static Tensor Loss(Tensor first, Tensor second, Tensor labels, double alpha) =>
        CrossEntropy(first, labels) + CrossEntropy(second, labels) + Divergence(first, second) * alpha;

    internal static IEnumerable<Problem> Problems(double alpha, bool dropsOut)
    {
        const string Where = "R-Drop";
        if (!(alpha >= 0))
            yield return new Problem($"alpha is {alpha}", Where, "Give 0 or more, such as 1.");
        if (!dropsOut)
            yield return new Problem("nothing drops out, so both passes are one", Where, "Use a model or an adapter with dropout.");
    }

    private static Tensor CrossEntropy(Tensor logits, Tensor labels) =>
        nn.functional.cross_entropy(logits, labels, reduction: nn.Reduction.Sum);
}
