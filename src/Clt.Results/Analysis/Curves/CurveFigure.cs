using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>Builds figures with samples per language along the horizontal axis.</summary>
internal static class CurveFigure
{
    /// <summary>A line: its name, colour, and value at each number of samples.</summary>
    public sealed record Line(string Name, int Colour, IReadOnlyList<(double Samples, Interval Value)> Points);

    /// <summary>A figure of panels of lines, on the numbers of samples that any line has.</summary>
    public static PlotModel Of(
        string title,
        string vertical,
        IReadOnlyList<(string Title, IReadOnlyList<Line> Lines)> panels,
        string caption
    )
    {
        double[] samples = [.. panels.SelectMany(p => p.Lines).SelectMany(l => l.Points).Select(p => p.Samples).Distinct().Order()];
        var shown = panels.Select(p => new PlotPanel(
            p.Title,
            [
                .. p
                    .Lines.Select(l => new PlotSeries(
                        l.Name,
                        l.Colour,
                        [
                            .. l
                                .Points.Where(v => double.IsFinite(v.Value.Estimate))
                                .Select(v => new PlotPoint(Array.IndexOf(samples, v.Samples), v.Value.Estimate, v.Value.Low, v.Value.High)),
                        ]
                    ))
                    .Where(s => s.Points.Count > 0),
            ],
            []
        ));
        return new PlotModel(
            title,
            "samples per language",
            vertical,
            [.. samples.Select(n => Format.Count((long)n))],
            samples.Length == 0 ? [] : Layout.Place(samples, samples.Length),
            [.. shown],
            caption
        )
        {
            FromZero = false,
        };
    }

    /// <summary>A line of a curve: the mean over seeds with its interval, which is undefined for a single seed.</summary>
    public static Line Of(string name, int colour, TransferCurve curve, Func<double, long, double> value) =>
        new(
            name,
            colour,
            [.. curve.Samples.Select(n => (n, Estimates.Mean([.. curve.Seeds.Select(s => value(n, s)).Where(double.IsFinite)], "seeds")))]
        );
}
