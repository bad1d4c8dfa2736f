using Clt.Recipes.Adapters;
using Clt.Recipes.Training;

namespace Clt.Recipes.Cells;

/// <summary>The model that a cell starts from: a base that the study trains, or a folder; or what a stage before has made of it.</summary>
/// <param name="Trained">The cell that trains the base, or null.</param>
/// <param name="Folder">The folder that the base lies in, or null.</param>
/// <param name="Identity">The base cell's name, the hash of the folder's content, or the name of the training before.</param>
public sealed record StartingPoint(BaseCell? Trained, string? Folder, string Identity)
{
    /// <summary>The family that reads its configuration.</summary>
    public IModelFamily? Family { get; init; }

    /// <summary>The checkpoint of the base that was kept, by its name; null for the base at its end.</summary>
    public string? Kept { get; init; }

    /// <summary>What bases that differ by their seed alone have in common; the identity of any other.</summary>
    public string Kin { get; init; } = Identity;

    /// <summary>The cell of the stage before, whose weights are the start; null for a base as it is.</summary>
    public FinetuneCell? Before { get; init; }

    /// <summary>What becomes of the adapter that the stage before has trained; null where it has trained none.</summary>
    public AdapterBefore? Adapter { get; init; }

    /// <summary>The base under all stages.</summary>
    public StartingPoint Root => Before is { } before ? before.Start.Root : this;

    public IReadOnlyList<Cell> Needs =>
        Before is { } before ? [before]
        : Trained is { } trained ? [trained]
        : [];

    /// <summary>A base that the study trains, or a checkpoint of it.</summary>
    /// <param name="trained">The cell that trains it.</param>
    /// <param name="share">The share of its tokens that the checkpoint has seen; null for the base at its end.</param>
    public static StartingPoint Of(BaseCell trained, double? share)
    {
        var name = share is { } s ? PretrainSpec.NameOf(s) : null;
        return new StartingPoint(trained, null, name is null ? trained.Id : $"{trained.Id}, kept at {name}") { Kept = name };
    }

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
