namespace Clt.Engine.Data;

/// <summary>
/// An example of an episodic memory whose loss a step must not raise: the step's gradient is projected (A-GEM: Chaudhry et al. 2019, arXiv
/// 1812.00420). An objective adds it in <see cref="Objectives.IObjective.Prepare"/>; the trainer gives the example itself to its loss.
/// </summary>
/// <param name="Guarded">As the objective reads it.</param>
public sealed record GuardExample(TrainingExample Guarded) : TrainingExample(Guarded.ItemId, Guarded.Language, Guarded.Task)
{
    public override IReadOnlyList<int[]> Sequences => Guarded.Sequences;

    /// <inheritdoc/>
    public override int TargetCount => Guarded.TargetCount;

    /// <inheritdoc/>
    public override string ToString() => Guarded.ToString();
}
