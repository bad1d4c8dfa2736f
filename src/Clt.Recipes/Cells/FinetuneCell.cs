using Clt.Recipes.Mixtures;
using Clt.Recipes.Training;
using Clt.Results.Store;

namespace Clt.Recipes.Cells;

/// <summary>A base to be fine-tuned on a mixture and measured.</summary>
public sealed record FinetuneCell(StartingPoint Start, MixtureSpec Mixture, TrainSpec Train, Measurement Measurement, long RunSeed) : Cell
{
    /// <summary>The training whose weights are measured.</summary>
    public required TrainingIdentity Training { get; init; }

    /// <summary>The model that it learns from, or null.</summary>
    public StartingPoint? Teacher { get; init; }

    public override CellKind Kind => CellKind.Finetune;

    public override long Seed => RunSeed;

    public override IReadOnlyList<Cell> Needs => [.. Start.Needs.Union(Teacher?.Needs ?? [])];
}
