using Clt.Engine.Data;
using Clt.Engine.Objectives;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>Two texts with hidden tokens, each of which is told twice: without the other text and with it.</summary>
/// <param name="First">x̂.</param>
/// <param name="Second">ŷ.</param>
internal sealed record MaskedPair(EncoderExample First, EncoderExample Second) : TrainingExample(First.ItemId, First.Language, First.Task)
{
    /// <inheritdoc/>
    public override IReadOnlyList<int[]> Sequences { get; } = [First.Ids, Second.Ids];

    /// <summary>Both passes: a loss is comparable to that of masked language modelling.</summary>
    public override int TargetCount => 2 * (First.TargetCount + Second.TargetCount);

    /// <summary>Hides tokens of what is made of a pair.</summary>
    /// <param name="pair">The pair.</param>
    /// <param name="sequences">What is made of it.</param>
    /// <param name="masking">Which tokens are hidden.</param>
    /// <param name="seed">Of the step.</param>
    /// <param name="place">Of the pair in it.</param>
    public static EncoderExample[] Hide(ParallelExample pair, IReadOnlyList<int[]> sequences, TokenMasking masking, Seed seed, int place)
    {
        var rng = seed.Stream("masking").Stream($"{place}").Generator();
        return [.. sequences.Select(ids => masking.Mask(new EncoderExample(pair.ItemId, pair.Language, pair.Task, ids, []), rng))];
    }

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
