using Clt.Recipes.Identity;
using Clt.Results.Store;

namespace Clt.Recipes.Cells;

/// <summary>One piece of a study's work, fully resolved. Its name is the hash of everything that can change its numbers.</summary>
public abstract record Cell
{
    /// <summary>First 16 hexadecimal digits of the SHA-256 of <see cref="Yaml"/>.</summary>
    public string Id { get; private init; } = "";

    /// <summary>The canonical text of everything that can change the cell's numbers; stored as <c>cell.yaml</c>.</summary>
    public required string Yaml
    {
        get;
        init => (field, Id) = (value, Canonical.Hash(value));
    }

    public abstract CellKind Kind { get; }

    /// <summary>The seed of its randomness.</summary>
    public abstract long Seed { get; }

    /// <summary>The cells that must be done before it.</summary>
    public abstract IReadOnlyList<Cell> Needs { get; }
}
