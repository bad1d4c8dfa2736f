namespace Clt.Recipes.Cells;

/// <summary>The model that a cell starts from: one that the study trains, or a folder.</summary>
/// <param name="Trained">The cell that trains it, or null.</param>
/// <param name="Folder">The folder it lies in, or null.</param>
/// <param name="Identity">The cell's name, or the hash of the folder's content.</param>
public sealed record StartingPoint(BaseCell? Trained, string? Folder, string Identity)
{
    /// <summary>The family that reads its configuration.</summary>
    public IModelFamily? Family { get; init; }

    /// <summary>What bases that differ by their seed alone have in common; the identity of any other.</summary>
    public string Kin { get; init; } = Identity;

    public IReadOnlyList<Cell> Needs => Trained is null ? [] : [Trained];
}
