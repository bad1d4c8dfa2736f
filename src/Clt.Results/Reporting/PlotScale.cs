using System.Globalization;
using Clt.Results.Tables;

namespace Clt.Results.Reporting;

/// <summary>
/// The vertical scale of a figure: from zero (or below, or where the figure says so from the lowest value) to a round number, with three to
/// six ticks.
/// </summary>
internal sealed class PlotScale
{
    private readonly bool _percent;

    public PlotScale(PlotModel plot)
    {
        _percent = plot.Percent;
        var values = plot
            .Panels.SelectMany(p => p.Series)
            .SelectMany(s => s.Points)
            .SelectMany(p => new[] { p.Value, p.Low, p.High })
            .Concat(plot.Panels.SelectMany(p => p.Lines).Select(l => l.Value))
            .Where(double.IsFinite)
            .ToList();
        var (high, low) = (values.DefaultIfEmpty(1).Max(), values.DefaultIfEmpty(0).Min());
        if (plot.FromZero)
            (high, low) = (Math.Max(high, 1e-6), Math.Min(low, 0));
        else if (high - low < 1e-6)
            (high, low) = (high + 0.5, low - 0.5);
        Step = Nice((high - low) / 5);
        Low = Math.Floor((low / Step) + 1e-9) * Step;
        High = Math.Ceiling((high / Step) - 1e-9) * Step;
    }

    public double Low { get; }

    public double High { get; }

    public double Step { get; }

    public IEnumerable<double> Ticks => Enumerable.Range(0, (int)Math.Round((High - Low) / Step) + 1).Select(i => Low + (i * Step));

    /// <summary>From 0 at the bottom to 1 at the top.</summary>
    public double Place(double value) => (Math.Clamp(value, Low, High) - Low) / (High - Low);

    /// <summary>A tick's label.</summary>
    public string Label(double value)
    {
        if (_percent)
            return $"{Math.Round(value * 100).ToString("0", CultureInfo.InvariantCulture)}\u202f%";
        var decimals = Math.Max(0, (int)Math.Ceiling(-Math.Log10(Step) - 1e-9));
        return value.ToString("F" + decimals, CultureInfo.InvariantCulture).Replace('-', '\u2212');
    }

    /// <summary>1, 2 or 5 times a power of ten, at least the given step.</summary>
    private static double Nice(double step)
    {
        var power = Math.Pow(10, Math.Floor(Math.Log10(step)));
        return new[] { 1, 2, 5, 10 }.Select(m => m * power).First(s => s >= step * 0.999);
    }
}
