namespace Clt.Studies;

/// <summary>A base to be fine-tuned on a mixture and measured.</summary>
public sealed record FinetuneCell(StartingPoint Start, MixtureSpec Mixture, TrainSpec Train, Measurement Measurement, long RunSeed) : Cell
{
    public override CellKind Kind => CellKind.Finetune;

    public override long Seed => RunSeed;

    public override IReadOnlyList<Cell> Needs => Start.Needs;
}
