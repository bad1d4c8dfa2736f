using Clt.Recipes.Adapters;

namespace Clt.Recipes.Cells;

/// <summary>The model that a cell starts from: a base that the study trains, or a folder; or what a stage before has made of it.</summary>
/// <param name="Trained">The cell that trains the base, or null.</param>
/// <param name="Folder">The folder that the base lies in, or null.</param>
/// <param name="Identity">The base cell's name, the hash of the folder's content, or the name of the training before.</param>
public sealed record StartingPoint(BaseCell? Trained, string? Folder, string Identity)
{
    /// <summary>The family that reads its configuration.</summary>
    public IModelFamily? Family { get; init; }

    /// <summary>What bases that differ by their seed alone have in common; the identity of any other.</summary>
    public string Kin { get; init; } = Identity;

    /// <summary>The cell of the stage before, whose weights are the start; null for a base as it is.</summary>
    public FinetuneCell? Before { get; init; }

    /// <summary>What becomes of the adapter that the stage before has trained; null where it has trained none.</summary>
    public AdapterBefore? Adapter { get; init; }

    /// <summary>The base under all stages.</summary>
    public StartingPoint Root => Before is { } before ? before.Start.Root : this;

    public IReadOnlyList<Cell> Needs => Before is { } before ? [before] : Trained is { } trained ? [trained] : [];

    /// <summary>The start of the stage after a cell, of the same base.</summary>
    public static StartingPoint After(FinetuneCell before, AdapterBefore? asked)
    {
        AdapterBefore? adapter = before.Train.Adapter is null ? null : asked ?? AdapterBefore.Merge;
        return before.Start with
        {
            Identity = adapter is null ? before.Training.Id : $"{before.Training.Id}, adapter: {adapter}",
            Before = before,
            Adapter = adapter,
        };
    }
}
