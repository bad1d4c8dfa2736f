namespace Clt.Results.Tables;

/// <summary>A figure of one or more panels that share their vertical axis.</summary>
/// <param name="Title">What it shows.</param>
/// <param name="Horizontal">Name of the horizontal axis.</param>
/// <param name="Vertical">Name and unit of the vertical axis.</param>
/// <param name="Ticks">Labels along the horizontal axis, from left to right.</param>
/// <param name="Positions">Where they stand, from 0 to 1.</param>
/// <param name="Panels">The panels.</param>
/// <param name="Caption">How to read it.</param>
public sealed record PlotModel(
    string Title,
    string Horizontal,
    string Vertical,
    IReadOnlyList<string> Ticks,
    IReadOnlyList<double> Positions,
    IReadOnlyList<PlotPanel> Panels,
    string Caption
)
{
    /// <summary>Whether heights are shares, shown as percentages.</summary>
    public bool Percent { get; init; }

    /// <summary>Whether ticks are rows, each with estimates and intervals side by side; values run from left to right.</summary>
    public bool Sideways { get; init; }

    /// <summary>Whether the vertical axis starts at zero; otherwise a little below the lowest value.</summary>
    public bool FromZero { get; init; } = true;
}

/// <summary>A line with its interval band.</summary>
/// <param name="Name">Its label, at its right end.</param>
/// <param name="Colour">Index into the palette, so that a name keeps its colour in every figure.</param>
/// <param name="Points">Its points, from left to right.</param>
public sealed record PlotSeries(string Name, int Colour, IReadOnlyList<PlotPoint> Points);

/// <summary>A horizontal reference line.</summary>
public sealed record PlotLine(string Name, double Value);

/// <summary>A panel of a figure.</summary>
/// <param name="Title">The value of the other axes that it shows; empty for a single panel.</param>
/// <param name="Series">Its lines.</param>
/// <param name="Lines">Horizontal reference lines with labels.</param>
public sealed record PlotPanel(string Title, IReadOnlyList<PlotSeries> Series, IReadOnlyList<PlotLine> Lines);

/// <summary>A point of a line.</summary>
/// <param name="Tick">Index of the tick it stands over.</param>
/// <param name="Value">Its height.</param>
/// <param name="Low">Lower end of its interval.</param>
/// <param name="High">Upper end.</param>
public sealed record PlotPoint(int Tick, double Value, double Low, double High);
