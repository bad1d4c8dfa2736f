using System.Globalization;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Comparison;

/// <summary>A comparison as a table and in words.</summary>
public static class ComparisonTable
{
    /// <summary>A row a condition and language; the mean over languages comes first.</summary>
    public static TableModel Table(this Comparison comparison) =>
        new(
            $"{comparison.A} → {comparison.B}",
            [
                new("metric"),
                new("runs"),
                new("language"),
                new("items", true),
                new("A", true),
                new("B", true),
                new("B − A", true),
                new("p", true),
                new("adjusted", true),
                new("detectable", true),
                new("verdict"),
            ],
            [
                .. comparison.Rows.Select(r => new TableRow(
                    [
                        r.Metric,
                        r.Condition,
                        Name(r),
                        $"{r.Items}",
                        Format.Score(r.A),
                        Format.Score(r.B),
                        Difference(r),
                        P(r.P),
                        P(r.Adjusted),
                        Format.Score(r.DetectableEffect),
                        Word(r.Verdict),
                    ],
                    r.Language.Length == 0
                )),
            ],
            $"Test: {comparison.Test.ToString().ToLowerInvariant()}, two-sided, level "
                + $"{comparison.Alpha.ToString(CultureInfo.InvariantCulture)}; p adjusted by "
                + $"{comparison.Correction.ToString().ToLowerInvariant()} over languages. "
                + "Detectable: the smallest true difference that so many items find with 80 % power."
        );

    /// <summary>What it comes to, in sentences.</summary>
    public static IReadOnlyList<string> Findings(this Comparison comparison)
    {
        var lines = comparison
            .Moved.Select(r =>
                $"{Name(r)} moved ({r.Metric}, {r.Condition}): {Word(r.Verdict)}, {Format.Score(r.A)} → {Format.Score(r.B)}, "
                + $"adjusted p = {P(r.Adjusted)}."
            )
            .ToList();
        if (lines.Count == 0)
            lines.Add("No language moved.");
        var overall = comparison.Rows.Where(r => r.Language.Length == 0 && r.Verdict != Verdict.Same);
        lines.AddRange(
            overall.Select(r =>
                $"The mean over {(r.Group.Length > 0 ? $"{r.Group} " : "")}languages is {Word(r.Verdict)} ({r.Metric}, {r.Condition})."
            )
        );
        lines.AddRange(comparison.Notes);
        return lines;
    }

    private static TableCell Difference(ComparisonRow r) =>
        Words.Cell(new Interval(r.Difference, r.Low, r.High, IntervalPolicy.Level, r.Method, r.Covers, r.Items, 1));

    private static string Name(ComparisonRow row) =>
        row.Language.Length == 0 ? (row.Group.Length > 0 ? $"{row.Group} languages" : "all languages") : Language.Parse(row.Language).Short;

    private static string Word(Verdict verdict) =>
        verdict switch
        {
            Verdict.Better => "better",
            Verdict.Worse => "worse",
            Verdict.Dropped => "worse than --max-drop",
            Verdict.BelowMinimum => "below --min",
            Verdict.Same => "–",
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "There is no such verdict."),
        };

    private static string P(double p) =>
        double.IsNaN(p) ? "–"
        : p < 0.001 ? "< 0.001"
        : p.ToString("0.000", CultureInfo.InvariantCulture);
}
