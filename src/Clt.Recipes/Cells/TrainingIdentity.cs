using Clt.Recipes.Identity;

namespace Clt.Recipes.Cells;

/// <summary>Which training a cell measures. Cells that differ in their measurement only share it, and its folder.</summary>
/// <param name="Yaml">
/// The canonical text of everything that can change the trained weights; stored as <c>cell.yaml</c> of the training's folder.
/// </param>
public sealed record TrainingIdentity(string Yaml)
{
    /// <summary>First 16 hexadecimal digits of the SHA-256 of the text.</summary>
    public string Id { get; } = Canonical.Hash(Yaml);
}
