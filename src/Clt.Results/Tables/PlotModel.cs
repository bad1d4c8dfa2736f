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
    string Caption)
{
    /// <summary>Whether heights are shares, shown as percentages.</summary>
    public bool Percent { get; init; }

    /// <summary>Whether ticks are rows, each with estimates and intervals side by side; values run from left to right.</summary>
    public bool Sideways { get; init; }

    /// <summary>Whether the vertical axis starts at zero; otherwise a little below the lowest value.</summary>
    public bool FromZero { get; init; } = true;
}
