using Clt.Engine.Data;
using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>
/// Cross-entropy of each target token given those before it. The examples say which tokens are targets: all for language modelling, the
/// answer's for completion-only training.
/// </summary>
public sealed class CausalLanguageModelling(LanguageModel model) : Objective<TokenizedExample>(model)
{
    private readonly double _labelSmoothing;

    /// <summary>Share of the target's probability that is spread over the vocabulary while training, in [0, 1).</summary>
    /// <exception cref="InputException">It is outside.</exception>
    public double LabelSmoothing
    {
        get => _labelSmoothing;
        init => _labelSmoothing = Smoothing.Checked(value);
    }

    /// <summary>
    /// Weigh each target's loss with its probability while training: dynamic fine-tuning, which learns least from what it finds odd.
    /// </summary>
    public bool ProbabilityWeighted { get; init; }

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<TokenizedExample> examples, bool training)
    {
        using var batch = PackedBatch.Of(examples);
        return model.Loss(model.Forward(batch), batch.Targets!, training ? LabelSmoothing : 0, training && ProbabilityWeighted, training);
    }
}
