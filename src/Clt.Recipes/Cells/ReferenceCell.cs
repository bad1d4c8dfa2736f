using Clt.Results.Store;

namespace Clt.Recipes.Cells;

/// <summary>A base to be measured as it is.</summary>
public sealed record ReferenceCell(StartingPoint Start, Measurement Measurement) : Cell
{
    public override CellKind Kind => CellKind.Reference;

    public override long Seed => Start.Trained?.Seed ?? 0;

    public override IReadOnlyList<Cell> Needs => Start.Needs;
}
