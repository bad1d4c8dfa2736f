using Clt.Engine.Data;
using Clt.Engine.Objectives;

namespace Clt.Plugins.Training.Objectives;

/// <summary>Pairs whose losses are computed together and so never part in micro-batches; of most losses a group is one pair.</summary>
/// <param name="Pairs">At least one.</param>
public sealed record PreferenceGroup(IReadOnlyList<PreferencePair> Pairs)
    : TrainingExample(Pairs[0].ItemId, Pairs[0].Language, Pairs[0].Task)
{
    public override IReadOnlyList<int[]> Sequences { get; } = [.. Pairs.SelectMany(p => p.Sequences)];

    public override int TargetCount => Pairs.Count;

    /// <inheritdoc/>
    public override string ToString() => Pairs.Count == 1 ? $"{Pairs[0]}" : $"{Pairs[0]} and {Pairs.Count - 1} more";
}
