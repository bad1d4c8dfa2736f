namespace Clt.Studies;

/// <summary>A base to pre-train.</summary>
public sealed record BaseCell(PretrainSpec Spec, TokenizerCell Tokenizer) : Cell
{
    public override CellKind Kind => CellKind.Base;

    public override long Seed => Spec.Seed;

    public override IReadOnlyList<Cell> Needs => [Tokenizer];
}
