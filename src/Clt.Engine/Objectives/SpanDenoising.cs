using Clt.Engine.Data;
using Clt.Engine.Models.Seq2Seq;

namespace Clt.Engine.Objectives;

/// <summary>Restores texts that <see cref="SpanNoise"/> has spoilt: how mBART is pre-trained, and continued on new languages.</summary>
public sealed class SpanDenoising : ConditionalGeneration
{
    private readonly SpanNoise _noise;

    /// <param name="model">Is trained, and disposed of with the objective.</param>
    /// <param name="noise">How texts are spoilt.</param>
    /// <exception cref="InputException">The noise's settings are out of range.</exception>
    public SpanDenoising(SequenceToSequenceModel model, SpanNoise noise)
        : base(model)
    {
        noise.Check(model.Config.VocabularySize);
        _noise = noise;
    }

    /// <summary>Spoils every text anew.</summary>
    /// <exception cref="ArgumentException">An example is no <see cref="DocumentExample"/>.</exception>
    public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [.. examples.Select((example, i) => Spoil(example, seed.Stream($"text {i}")))];

    private PairExample Spoil(TrainingExample example, Seed seed)
    {
        var document =
            example as DocumentExample
            ?? throw new ArgumentException(
                $"{nameof(SpanDenoising)} trains on texts, but {example} is a {example.GetType().Name}.",
                nameof(example)
            );
        int[] source = [.. _noise.Apply(document.Sentences, seed), .. document.Suffix];
        return new PairExample(document.ItemId, document.Language, document.Task, new SequencePair(source, document.Sequences[0]));
    }
}
