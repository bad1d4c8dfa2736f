using Clt.Results.Store;

namespace Clt.Recipes.Cells;

/// <summary>A base to be measured as it is.</summary>
public sealed record ReferenceCell(StartingPoint Start, Measurement Measurement) : Cell
{
    public override CellKind Kind => CellKind.Reference;

    /// <summary>Draws the task's head, where an encoder is measured under a fresh one; null for a base as it is.</summary>
    public long? HeadSeed { get; init; }

    public override long Seed => HeadSeed ?? Start.Trained?.Seed ?? 0;

    public override IReadOnlyList<Cell> Needs => Start.Needs;
}
