namespace Clt.Kernels;

/// <summary>What stands between the head's product and the loss, in this order: scale, soft cap, cross-entropy.</summary>
public sealed record LossOptions
{
    public static LossOptions Default { get; } = new();

    /// <summary>e in (1 − e) · nll + e · mean over the vocabulary of −log p; 0 to 1.</summary>
    public double LabelSmoothing { get; init; }

    /// <summary>Logits become cap · tanh(logit / cap) (Gemma 2); 0 is none.</summary>
    public double SoftCap { get; init; }

    /// <summary>Multiplies the logits (Cohere).</summary>
    public double LogitScale { get; init; } = 1;

    /// <summary>Coefficient of logsumexp², added for every target (PaLM's z-loss).</summary>
    public double ZLoss { get; init; }

    /// <summary>
    /// Multiply each target's loss by its probability, which is not differentiated: dynamic fine-tuning (Wu et al. 2025, arXiv 2508.05629).
    /// Only without smoothing and z-loss.
    /// </summary>
    public bool ProbabilityWeighted { get; init; }
}
