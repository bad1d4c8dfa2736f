namespace Clt.Results.Tables;

/// <summary>A line with its interval band.</summary>
/// <param name="Name">Its label, at its right end.</param>
/// <param name="Colour">Index into the palette, so that a name keeps its colour in every figure.</param>
/// <param name="Points">Its points, from left to right.</param>
public sealed record PlotSeries(string Name, int Colour, IReadOnlyList<PlotPoint> Points);
