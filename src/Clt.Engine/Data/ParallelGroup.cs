namespace Clt.Engine.Data;

/// <summary>Pairs that are contrasted with each other and so never part in micro-batches.</summary>
public sealed record ParallelGroup(IReadOnlyList<ParallelExample> Pairs)
    : TrainingExample(Pairs[0].ItemId, Pairs[0].Language, Pairs[0].Task)
{
    public override IReadOnlyList<int[]> Sequences { get; } = [.. Pairs.SelectMany(p => p.Sequences)];

    public override int TargetCount => Pairs.Count;

    /// <inheritdoc/>
    public override string ToString() => $"{Pairs[0]} and {Pairs.Count - 1} more";
}
