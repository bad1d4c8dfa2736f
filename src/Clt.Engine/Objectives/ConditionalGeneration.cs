using Clt.Engine.Data;
using Clt.Engine.Models.Seq2Seq;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>Cross-entropy of each label given the source and the labels before it: translation, summaries, text to text.</summary>
public class ConditionalGeneration(SequenceToSequenceModel model) : Objective<PairExample>(model)
{
    private readonly double _labelSmoothing;

    /// <summary>Share of the target's probability that is spread over the vocabulary while training, in [0, 1).</summary>
    /// <exception cref="InputException">It is outside.</exception>
    public double LabelSmoothing
    {
        get => _labelSmoothing;
        init => _labelSmoothing = Smoothing.Checked(value);
    }

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<PairExample> examples, bool training)
    {
        using var batch = SequenceToSequenceBatch.Of(model.Config, [.. examples.Select(e => e.Pair)]);
        return model.Loss(model.Forward(batch), batch.Target.Targets!, training ? LabelSmoothing : 0);
    }
}
