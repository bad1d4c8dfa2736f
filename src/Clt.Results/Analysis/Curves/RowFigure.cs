using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>Builds figures of estimates with intervals, a row each.</summary>
internal static class RowFigure
{
    /// <param name="rows">Names of the rows, from top to bottom.</param>
    /// <param name="series">Name, colour, and one estimate a row; NaN for none.</param>
    public static PlotModel Of(
        string title,
        string value,
        IReadOnlyList<string> rows,
        IReadOnlyList<(string Name, int Colour, IReadOnlyList<Interval> Values)> series,
        string caption
    ) =>
        new(
            title,
            value,
            "",
            rows,
            Layout.Place(null, rows.Count),
            [
                new PlotPanel(
                    "",
                    [
                        .. series.Select(s => new PlotSeries(
                            s.Name,
                            s.Colour,
                            [.. s.Values.Select((v, i) => new PlotPoint(i, v.Estimate, v.Low, v.High)).Where(p => double.IsFinite(p.Value))]
                        )),
                    ],
                    []
                ),
            ],
            caption
        )
        {
            Sideways = true,
        };
}
