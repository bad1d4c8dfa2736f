using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Results.Store;

namespace Clt.Recipes.Cells;

/// <summary>A tokenizer to train. <see cref="TokenizerSpec.Texts"/> is never null here.</summary>
public sealed record TokenizerCell(TokenizerSpec Spec, MixtureSpec Texts, long TextSeed) : Cell
{
    public override CellKind Kind => CellKind.Tokenizer;

    public override long Seed => TextSeed;

    public override IReadOnlyList<Cell> Needs => [];
}
