using Clt.Engine.Data;
using Clt.Engine.Models.Seq2Seq;
using static TorchSharp.torch;

namespace Clt.Engine.Objectives;

/// <summary>
/// Cross-entropy of each label given the source and the labels before it: translation, summaries, text to text; and denoising of texts that
/// say how they are spoilt.
/// </summary>
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

    /// <summary>Spoils anew the texts that are to be.</summary>
    public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [
            .. examples.Select(
                (example, i) =>
                    example is DocumentExample document && SpanDenoising.OwnNoise(document) is { } noise
                        ? SpanDenoising.Spoil(document, noise, seed.Stream($"text {i}"))
                        : example
            ),
        ];

    /// <inheritdoc/>
    protected override Tensor Loss(IReadOnlyList<PairExample> examples, bool training)
    {
        using var batch = SequenceToSequenceBatch.Of(model.Config, [.. examples.Select(e => e.Pair)]);
        return model.Loss(model.Forward(batch), batch.Target.Targets!, training ? LabelSmoothing : 0);
    }
}
