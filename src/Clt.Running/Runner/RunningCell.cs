using Clt.Recipes.Cells;

namespace Clt.Running.Runner;

/// <summary>A cell that is being run.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="Title">What it is, in words: <c>answer = working, n = 50, seed 2</c>.</param>
/// <param name="Report">Its last news.</param>
public sealed record RunningCell(Cell Cell, string Title, LaunchReport Report);
