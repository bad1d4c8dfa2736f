namespace Clt.Engine.Data;

/// <summary>Pairs of source and target, each laid end to end without padding. Target b attends to source b only.</summary>
public sealed class SequenceToSequenceBatch : IDisposable
{
    private SequenceToSequenceBatch(PackedBatch source, PackedBatch target) => (Source, Target) = (source, target);

    /// <summary>What the encoder reads.</summary>
    public PackedBatch Source { get; }

    /// <summary>What the decoder reads, with the label of each token as its target.</summary>
    public PackedBatch Target { get; }

    /// <summary>A batch to train on or to score.</summary>
    /// <param name="config">Says what the decoder begins with.</param>
    /// <param name="pairs">Token ids of source and labels, the end token included; at least one pair.</param>
    /// <exception cref="InputException">A source or its labels are empty: all such are listed.</exception>
    public static SequenceToSequenceBatch Of(SequenceToSequenceConfig config, IReadOnlyList<SequencePair> pairs)
    {
        var problems = pairs.SelectMany((pair, i) => pair.Problems($"pair {i}")).ToList();
        if (problems.Count > 0)
            throw new InputException(problems);
        var source = PackedBatch.Of([.. pairs.Select(p => p.Source)]);
        var target = PackedBatch.Of(
            [.. pairs.Select(p => config.DecoderInput(p.Labels))],
            pairs.SelectMany(p => p.Labels).Select(id => (long)id)
        );
        return new SequenceToSequenceBatch(source, target);
    }

    public void Dispose()
    {
        Source.Dispose();
        Target.Dispose();
    }
}
