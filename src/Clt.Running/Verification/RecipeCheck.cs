using Clt.Engine.Verification;

namespace Clt.Running.Verification;

/// <summary>The guarantees of training, measured on a recipe.</summary>
/// <param name="Cell">The cell whose settings, data and model were used.</param>
/// <param name="Rows">The guarantees.</param>
/// <param name="Masks">What is trained on: some items of each task and language.</param>
public sealed record RecipeCheck(string Cell, IReadOnlyList<Guarantee> Rows, IReadOnlyList<MaskedItem> Masks)
{
    /// <summary>The stage that the cell is of; empty where the study names none.</summary>
    public string Stage { get; init; } = "";

    public bool Passed => Rows.All(r => r.Passed);
}
