using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>The rectangle of a panel, and where values stand in it.</summary>
internal sealed class PlotArea(double x, double y, double width, double height, PlotModel plot, PlotScale scale)
{
    private const double Margin = 14;

    public double X0 => x;

    public double X1 => x + width;

    public double Y0 => y;

    public double Y1 => y + height;

    /// <summary>Where a tick stands.</summary>
    public double X(int tick) => x + Margin + (plot.Positions[tick] * (width - (2 * Margin)));

    /// <summary>Where a value stands.</summary>
    public double Y(double value) => y + height - (scale.Place(value) * height);
}
