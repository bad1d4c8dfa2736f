using Clt.Engine.Data;

namespace Clt.Plugins.Training.Objectives;

/// <summary>An example of an episodic memory of which a model's outputs are kept, not the gold labels.</summary>
/// <param name="Kept">The example.</param>
internal sealed record RememberedExample(EncoderExample Kept) : TrainingExample(Kept.ItemId, Kept.Language, Kept.Task)
{
    public override IReadOnlyList<int[]> Sequences => Kept.Sequences;

    /// <inheritdoc/>
    public override int TargetCount => Kept.TargetCount;

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
