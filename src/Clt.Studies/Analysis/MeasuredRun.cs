namespace Clt.Studies;

/// <summary>A point of the grid with its results.</summary>
/// <param name="Axes">Values of the axes that the cell depends on, by name.</param>
/// <param name="Result">The cell's results.</param>
public sealed record MeasuredRun(IReadOnlyDictionary<string, string> Axes, CellResult Result)
{
    /// <summary>The name of the task that was measured; empty in results that were stored before it was.</summary>
    public string Task { get; init; } = "";
}
