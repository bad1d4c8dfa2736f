using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>Do unseen languages move with the seen ones along a curve? Spearman's rank correlation of the two means.</summary>
public sealed class SeenUnseenCorrelation : CurveAnalysis
{
    private const int Fewest = 5;

    public override string Title => "Seen and unseen languages as samples are added";

    public override AnalysisResult Run(MeanScores scores)
    {
        var found = scores
            .Curves.Select(c => (Curve: c, Points: c.SeenAndUnseen))
            .Where(f => f.Points.Count >= Fewest)
            .Select(f => (f.Curve, f.Points.Count, Result: Of(f.Points)))
            .Where(f => double.IsFinite(f.Result.Rho.Estimate))
            .ToList();
        if (found.Count == 0)
            return Nothing($"A correlation needs seen and unseen languages in at least {Fewest} runs.");
        var rows = found.Select(f => new TableRow([f.Curve.Name, Words.Cell(f.Result.Rho), Words.P(f.Result.P), $"{f.Count}"]));
        var table = new TableModel(
            "Spearman's correlation of seen and unseen means",
            [new("curve"), new("rho", true), new("p", true), new("points", true)],
            [.. rows],
            "Points are numbers of samples (and seeds). p is exact for up to 9 points. The variance of z is Fieller's, " + "1.06 / (n - 3)."
        );
        var plots = scores
            .Tasks.Select(t =>
                CurveFigure.Of(
                    $"{t}: {scores.Metric} of seen and unseen languages",
                    scores.Metric,
                    [.. found.Where(f => f.Curve.Task == t).Select(f => (f.Curve.Name, GroupLines(f.Curve)))],
                    "Means over the languages of a group."
                )
            )
            .Where(p => p.Panels.Count > 0);
        return new AnalysisResult(
            Title,
            [.. Summary([.. found.Select(f => f.Result.P)]), .. found.Select(f => new Finding(f.Curve.Name, Sentence(f.Result)))],
            [.. plots],
            [table]
        );
    }

    /// <summary>Rho with its interval, and its p.</summary>
    internal static (Interval Rho, double P) Of(IReadOnlyList<(double Seen, double Unseen)> points) =>
        RankCorrelation.Of([.. points.Select(p => p.Seen)], [.. points.Select(p => p.Unseen)], "numbers of samples and seeds");

    internal static IReadOnlyList<CurveFigure.Line> GroupLines(TransferCurve curve) =>
        [
            CurveFigure.Of("seen", 1, curve, (n, s) => curve.Mean(n, curve.Seen, s)),
            CurveFigure.Of("unseen", 2, curve, (n, s) => curve.Mean(n, curve.Unseen, s)),
        ];

    private static IEnumerable<Finding> Summary(IReadOnlyList<double> p) =>
        p.Count < 2
            ? []
            :
            [
                new Finding(
                    "",
                    $"unseen languages correlate with seen ones in {p.Count(v => v < 0.05)} of {p.Count} curves (at 5 %, each tested by "
                        + $"itself)."
                ),
            ];

    private static string Sentence((Interval Rho, double P) r) =>
        r.P < 0.05
            ? $"unseen languages {(r.Rho.Estimate > 0 ? "rise and fall with" : "move against")} the seen ones (rho {Words.Of(r.Rho)}, p "
                + $"{Words.P(r.P)})."
            : $"no evidence that unseen languages move with the seen ones (rho {Words.Of(r.Rho)}, p {Words.P(r.P)}).";
}
