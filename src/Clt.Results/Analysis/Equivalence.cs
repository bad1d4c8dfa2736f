using System.Globalization;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// Equivalence test (two one-sided tests, Schuirmann 1987) of runs against others, on the same items: equivalent where the 95 % interval of
/// the paired difference lies within a margin either way, so that each one-sided test is at .025; not worse where its worse end does.
/// </summary>
/// <param name="axis">The axis whose value tells the runs.</param>
/// <param name="of">That value.</param>
/// <param name="to">Values of axes of the run that each is held against; in all others it agrees with it.</param>
/// <param name="margin">What difference does not matter, in the metric's own units; above 0.</param>
/// <param name="metric">What is compared; empty for the headline.</param>
public sealed class Equivalence(string axis, string of, IReadOnlyList<(string Axis, string Value)> to, double margin, string metric = "")
    : IAnalysis
{
    public string Title => $"Is {of} equivalent to {Against}{(metric.Length == 0 ? "" : $": {metric}")}";

    private string Against => string.Join(", ", to.Select(t => t.Value));

    private string Margin => margin.ToString("0.###", CultureInfo.InvariantCulture);

    public AnalysisResult Run(StudyResults results)
    {
        var sheet = results.Sheet(metric.Length == 0 ? results.Headline : metric);
        var better = sheet.HigherIsBetter ? 1 : -1;
        var rows =
            from run in sheet.Conditions.Where(c => !c.IsReference && c.Axes.GetValueOrDefault(axis) == of)
            let other = sheet.Conditions.FirstOrDefault(c => !c.IsReference && IsHeldAgainst(run, c))
            where other is not null
            from language in sheet.Languages.Where(l => sheet.Has(run, l) && sheet.Has(other, l))
            select (run.Title, Language.Parse(language).Short, Difference: sheet.Difference(run, [language], other, [language]));
        var found = rows.ToList();
        if (found.Count == 0)
        {
            var why = $"This needs runs at '{of}' of the axis '{axis}', and such as agree with them but for {Named(to)}.";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        var table = new TableModel(
            $"{sheet.Metric} less that of {Against}, within {Margin} or not",
            [new("runs"), new("language"), new("difference", true), new("verdict")],
            [.. found.Select(r => new TableRow([r.Title, r.Short, Words.Cell(r.Difference), Verdict(r.Difference, better)]))],
            $"Paired on items. Equivalent: the {IntervalPolicy.Percent} interval lies within {Margin} either way. No correction over rows."
        );
        return new AnalysisResult(
            Title,
            [
                .. found.Select(r => new Finding(
                    $"{r.Title}, {r.Short}",
                    $"{Verdict(r.Difference, better)} {Against} ({Words.Of(r.Difference)}, margin {Margin})."
                )),
            ],
            [],
            [table]
        );
    }

    private bool IsHeldAgainst(Condition run, Condition other)
    {
        var wanted = new Dictionary<string, string>(run.Axes);
        foreach (var (name, value) in to)
            wanted[name] = value;
        // What the other does not vary cannot differ from it.
        return to.All(t => other.Axes.GetValueOrDefault(t.Axis) == t.Value)
            && other.Axes.All(a => wanted.GetValueOrDefault(a.Key) == a.Value);
    }

    private string Verdict(Interval difference, int better)
    {
        var (worst, best) = better > 0 ? (difference.Low, difference.High) : (-difference.High, -difference.Low);
        return !double.IsFinite(worst) ? "no evidence of equivalence to"
            : worst > -margin && best < margin ? "equivalent to"
            : worst > -margin ? "not worse than"
            : best < -margin ? "worse, by more than the margin, than"
            : "no evidence of equivalence to";
    }

    private static string Named(IEnumerable<(string Axis, string Value)> to) => string.Join(", ", to.Select(t => $"{t.Axis} {t.Value}"));
}
