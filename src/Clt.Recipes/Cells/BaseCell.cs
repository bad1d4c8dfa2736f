using Clt.Recipes.Training;
using Clt.Results.Store;

namespace Clt.Recipes.Cells;

/// <summary>A base to pre-train; its seed is given.</summary>
public sealed record BaseCell(PretrainSpec Spec, TokenizerCell Tokenizer) : Cell
{
    public override CellKind Kind => CellKind.Base;

    public override long Seed => Spec.Seed!.Value;

    public override IReadOnlyList<Cell> Needs => [Tokenizer];
}
