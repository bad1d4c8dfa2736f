using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>How far are unseen languages behind seen ones, and does the gap stay constant as samples are added?</summary>
public sealed class SeenUnseenGap : CurveAnalysis
{
    private const string Over = "numbers of samples and seeds";

    public override string Title => "The gap between seen and unseen languages";

    public override AnalysisResult Run(MeanScores scores)
    {
        var found = scores
            .Curves.Where(c => c.Seen.Count > 0 && c.Unseen.Count > 0)
            .Select(c => (Curve: c, Points: c.Points((n, s) => c.Gap(n, s))))
            .Where(f => f.Points.Count > 0)
            .ToList();
        if (found.Count == 0)
            return Nothing("A gap needs seen and unseen languages.");
        var rows = found
            .Select(f => (f.Curve, Gap: Estimates.Mean([.. f.Points.Select(p => p.Value)], Over), Change: Change(f.Points)))
            .ToList();
        var table = new TableModel(
            "Seen minus unseen",
            [
                new("curve"),
                new("mean gap", true),
                new("change per doubling", true),
                new("p of no change", true),
                new("first", true),
                new("last", true),
            ],
            [
                .. rows.Select(r => new TableRow([
                    r.Curve.Name,
                    Words.Cell(r.Gap),
                    Words.Cell(r.Change.Slope),
                    Words.P(r.Change.P),
                    Format.Score(r.Curve.Gap(r.Curve.Samples[0])),
                    Format.Score(r.Curve.Gap(r.Curve.Samples[^1])),
                ])),
            ],
            "The test of a constant gap: a line of the gap on log2(1 + samples), Student's t for its slope."
        );
        var plots = scores
            .Tasks.Select(t =>
                CurveFigure.Of(
                    $"{t}: seen minus unseen",
                    "difference",
                    [
                        .. rows.Where(r => r.Curve.Task == t)
                            .Select(r =>
                                (
                                    r.Curve.Name,
                                    (IReadOnlyList<CurveFigure.Line>)[CurveFigure.Of("gap", 3, r.Curve, (n, s) => r.Curve.Gap(n, s))]
                                )
                            ),
                    ],
                    "Above zero: seen languages are ahead."
                ) with
                {
                    FromZero = true,
                }
            )
            .Where(p => p.Panels.Count > 0);
        return new AnalysisResult(
            Title,
            [.. Summary([.. rows.Select(r => r.Change.P)]), .. rows.Select(r => new Finding(r.Curve.Name, Sentence(r.Gap, r.Change)))],
            [.. plots],
            [table]
        );
    }

    /// <summary>The change of the gap with every doubling of (1 + samples), and the p of none.</summary>
    internal static (Interval Slope, double P) Change(IReadOnlyList<(double Samples, double Value)> points) =>
        Estimates.Slope([.. points.Select(p => Math.Log2(1 + p.Samples))], [.. points.Select(p => p.Value)], Over);

    private static IEnumerable<Finding> Summary(IReadOnlyList<double> p) =>
        p.Count < 2
            ? []
            :
            [
                new Finding(
                    "",
                    $"the gap between seen and unseen languages changes with more samples in {p.Count(v => v < 0.05)} of {p.Count} "
                        + $"curves (at 5 %, "
                        + $"each tested by itself)."
                ),
            ];

    private static string Sentence(Interval gap, (Interval Slope, double P) change)
    {
        var size = Words.IsClear(gap)
            ? $"seen languages are {Words.Size(gap)} {Words.Side(gap)} unseen ones"
            : $"no evidence of a gap between seen and unseen languages ({Words.Of(gap)})";
        if (!double.IsFinite(change.P))
            return $"{size}.";
        return change.P < 0.05
            ? $"{size}; the gap {(change.Slope.Estimate > 0 ? "widens" : "narrows")} by {Words.Size(change.Slope)} with every doubling "
                + $"(p {Words.P(change.P)})."
            : $"{size}; no evidence that the gap changes with more samples (p {Words.P(change.P)}).";
    }
}
