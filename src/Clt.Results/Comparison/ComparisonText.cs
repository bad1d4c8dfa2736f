using System.Globalization;
using System.Text;
using Clt.Results.Reporting;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Comparison;

/// <summary>A comparison in the forms that are text alone.</summary>
public static class ComparisonText
{
    /// <summary>The columns of the CSV form.</summary>
    public static IReadOnlyList<string> Columns { get; } =
    [
        "metric",
        "condition",
        "language",
        "group",
        "items",
        "a",
        "b",
        "difference",
        "low",
        "high",
        "method",
        "p",
        "adjusted",
        "detectable_effect",
        "verdict",
    ];

    /// <summary>The whole text, with a line feed at its end.</summary>
    /// <exception cref="InputException">The form is HTML: a comparison is no page.</exception>
    public static string Of(Comparison comparison, ReportFormat format) =>
        format switch
        {
            ReportFormat.Md => MarkdownTable.Render(comparison.Table())
                + "\n"
                + string.Concat(comparison.Findings().Select(f => $"- {Visible.Of(f)}\n")),
            ReportFormat.Latex => LatexTable.Render(comparison.Table()),
            ReportFormat.Csv => Csv(comparison),
            ReportFormat.Json => comparison.ToJson() + "\n",
            ReportFormat.Junit => JUnit(comparison),
            _ => throw new InputException("a comparison is no page", "--format", "Name md, latex, csv, json or junit."),
        };

    private static string Csv(Comparison comparison)
    {
        var text = new StringBuilder().AppendJoin(',', Columns).Append('\n');
        foreach (var r in comparison.Rows)
        {
            string[] words = [r.Metric, r.Condition, r.Language, r.Group];
            double[] scores = [r.Items, r.A, r.B, r.Difference, r.Low, r.High];
            double[] tests = [r.P, r.Adjusted, r.DetectableEffect];
            string[] fields = [.. words.Select(ResultsCsv.Field), .. scores.Select(Number), Made(r), .. tests.Select(Number)];
            text.AppendJoin(',', fields).Append(',').Append(r.Verdict.ToString().ToLowerInvariant()).Append('\n');
        }

        return text.ToString();
    }

    private static string Made(ComparisonRow r) => ((IntervalMethod?)r.Method).Word();

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A case a row, which failed where the second run is worse.</summary>
    private static string JUnit(Comparison comparison) =>
        JUnitText.Suite(
            $"{comparison.A} → {comparison.B}",
            [
                .. comparison.Rows.Select(r =>
                    JUnitText.Case(
                        r.Condition,
                        $"{(r.Language.Length > 0 ? r.Language : r.Group.Length > 0 ? r.Group : "all languages")} {r.Metric}",
                        Why(r.Verdict) is { } why ? $"{Change(r)}, {why}" : null,
                        Change(r)
                    )
                ),
            ]
        );

    /// <summary>Why a row fails, or null.</summary>
    private static string? Why(Verdict verdict) =>
        verdict switch
        {
            Verdict.Worse => "beyond chance",
            Verdict.Dropped => "more than --max-drop",
            Verdict.BelowMinimum => "below --min",
            Verdict.Same or Verdict.Better => null,
            _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict, "There is no such verdict."),
        };

    private static string Change(ComparisonRow r) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{r.A:R} to {r.B:R}, difference {r.Difference:R} [{r.Low:R}, {r.High:R}] ({IntervalPolicy.Percent}, {Made(r)}), "
                + $"adjusted p = {r.Adjusted:R}, n = {r.Items}"
        );
}
