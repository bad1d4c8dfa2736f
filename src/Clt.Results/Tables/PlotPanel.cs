namespace Clt.Results.Tables;

/// <summary>A panel of a figure.</summary>
/// <param name="Title">The value of the other axes that it shows; empty for a single panel.</param>
/// <param name="Series">Its lines.</param>
/// <param name="Lines">Horizontal reference lines with labels.</param>
public sealed record PlotPanel(string Title, IReadOnlyList<PlotSeries> Series, IReadOnlyList<PlotLine> Lines);
