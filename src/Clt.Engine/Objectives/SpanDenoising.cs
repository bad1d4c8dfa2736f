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

    /// <summary>Spoils every text anew, as it says itself or as this does.</summary>
    /// <exception cref="ArgumentException">An example is no <see cref="DocumentExample"/>.</exception>
    public override IReadOnlyList<TrainingExample> Prepare(IReadOnlyList<TrainingExample> examples, Seed seed) =>
        [
            .. examples.Select(
                (example, i) =>
                    example is DocumentExample document
                        ? Spoil(document, OwnNoise(document) ?? _noise, seed.Stream($"text {i}"))
                        : throw new ArgumentException(
                            $"{nameof(SpanDenoising)} trains on texts, but {example} is a {example.GetType().Name}.",
                            nameof(examples)
                        )
            ),
        ];

    /// <summary>The noise that a text names itself, or null.</summary>
    public static SpanNoise? OwnNoise(DocumentExample document) =>
        document.Noise is { } noise ? new SpanNoise(noise) { Mask = document.Mask } : null;

    /// <summary>A spoilt text as the source, and the whole one as labels.</summary>
    public static PairExample Spoil(DocumentExample document, SpanNoise noise, Seed seed)
    {
        int[] source = [.. noise.Apply(document.Sentences, seed), .. document.Suffix];
        return new PairExample(document.ItemId, document.Language, document.Task, new SequencePair(source, document.Sequences[0]));
    }
}
