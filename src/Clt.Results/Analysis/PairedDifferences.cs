using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// Paired differences of the runs along an axis to one of its values, on the same items and seeds, with Holm's correction over all of them:
/// methods against a baseline, stages against the first.
/// </summary>
/// <param name="axis">The axis.</param>
/// <param name="to">
/// The value that others are compared with. A run is compared with the one there that agrees in all axes that it has.
/// </param>
/// <param name="of">The values that are compared; none for all others.</param>
/// <param name="over">Codes of the languages whose mean is compared; none for all measured ones.</param>
/// <remarks>The mean of a row is over the languages that both of its runs were measured in.</remarks>
public sealed class PairedDifferences(string axis, string to, IReadOnlyList<string> of, IReadOnlyList<string> over) : IAnalysis
{
    /// <summary>The metric that is compared; the task's headline where none is named.</summary>
    public string Metric { get; init; } = "";

    /// <summary>Values of other axes that runs must have to be compared; none for all runs.</summary>
    public IReadOnlyList<(string Axis, string Value)> At { get; init; } = [];

    public string Title =>
        $"Differences to {to}{(Metric.Length > 0 ? $" in {Metric}" : "")}"
        + (over.Count > 0 ? $" over {string.Join(' ', over.Select(l => Language.Parse(l).Short))}" : "");

    /// <summary>Tasks that share a named metric stand in one table.</summary>
    public bool OfAllTasks => Metric.Length > 0;

    public AnalysisResult Run(StudyResults results)
    {
        var metric = Metric.Length > 0 ? Metric : results.Headline;
        List<MeasuredRun> measured = [.. results.Runs.Where(r => r.Result.Scores.Any(s => s.Metric == metric))];
        if (measured.Count == 0)
            return new AnalysisResult(Title, [new Finding("", $"{metric} was not measured.")], [], []);
        var sheet = results.Sheet(metric);
        HashSet<Condition> conditions = [.. measured.Select(r => new Condition(r.Axes, r.Result.Kind == CellKind.Reference))];
        var compared = Distinct(Compared(sheet, conditions), measured);
        var languages = sheet.Languages.Where(Wanted).ToList();
        if (compared.Count == 0 || languages.Count == 0)
        {
            var where = string.Concat(At.Select(a => $" at {a.Axis} '{a.Value}'"));
            var why = $"This needs runs along the axis '{axis}'{where}, with its value '{to}', in the languages {Names(over)}.";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        var common = compared.Select(c => languages.Where(l => sheet.Has(c.Run, l) && sheet.Has(c.Baseline, l)).ToList()).ToList();
        List<Interval> means = [.. compared.Select((c, i) => sheet.Difference(c.Run, common[i], c.Baseline, common[i]))];
        var p = MultipleTesting.Holm([.. means.Select(IntervalPolicy.PValue)]);
        var better = sheet.HigherIsBetter ? 1 : -1;
        var findings = compared.Select((c, i) => Said(c.Title, means[i], p[i], better)).ToList();
        var rows = compared.Select(
            (c, i) =>
                new TableRow([
                    c.Title,
                    .. languages.Select(l => common[i].Contains(l) ? Words.Cell(sheet.Difference(c.Run, [l], c.Baseline, [l])) : "–"),
                    Words.Cell(means[i]),
                    Words.P(p[i]),
                ])
        );
        var table = new TableModel(
            $"{sheet.Metric} less that of {to}",
            [
                new("runs"),
                .. languages.Select(l => new TableColumn(Language.Parse(l).Short, true)),
                new("mean", true),
                new("p (Holm)", true),
            ],
            [.. rows],
            $"Differences on the same items and seeds. p of the mean, corrected over the {compared.Count} rows; "
                + "runs that are the same cells are one row."
        );
        return new AnalysisResult(Title, findings, [], [table]);
    }

    private List<(Condition Run, Condition Baseline)> Compared(ScoreSheet sheet, HashSet<Condition> measured)
    {
        var along = sheet
            .Conditions.Where(c => !c.IsReference && measured.Contains(c) && c.Axes.ContainsKey(axis))
            .Where(c => At.All(a => c.Axes.GetValueOrDefault(a.Axis) == a.Value))
            .ToList();
        var baselines = along.Where(c => c.Axes[axis] == to).ToList();
        return
        [
            .. from run in along
            where run.Axes[axis] != to && (of.Count == 0 || of.Contains(run.Axes[axis]))
            let baseline = baselines.FirstOrDefault(b => b.Axes.All(a => a.Key == axis || run.Axes.GetValueOrDefault(a.Key) == a.Value))
            where baseline is not null && sheet.Languages.Any(l => Wanted(l) && sheet.Has(run, l) && sheet.Has(baseline, l))
            select (run, baseline),
        ];
    }

    private bool Wanted(string language) => over.Count == 0 || over.Contains(language);

    /// <summary>
    /// One comparison for runs that are the same cells, as methods of which a stage makes no difference are; none where run and baseline
    /// are the same cells. Else one hypothesis would count several times in Holm's correction.
    /// </summary>
    private static List<(string Title, Condition Run, Condition Baseline)> Distinct(
        List<(Condition Run, Condition Baseline)> compared,
        List<MeasuredRun> measured
    )
    {
        var cells = measured
            .GroupBy(r => new Condition(r.Axes, r.Result.Kind == CellKind.Reference).Key)
            .ToDictionary(g => g.Key, g => string.Join(' ', g.Select(r => r.Result.Cell).Distinct().Order(StringComparer.Ordinal)));
        return
        [
            .. from c in compared
            where cells[c.Run.Key] != cells[c.Baseline.Key]
            group c by (cells[c.Run.Key], cells[c.Baseline.Key]) into same
            select (string.Join("; ", same.Select(c => c.Run.Title)), same.First().Run, same.First().Baseline),
        ];
    }

    private Finding Said(string run, Interval difference, double p, int better)
    {
        var against = Metric.Length > 0 ? Title["Differences to ".Length..] : to;
        return new(
            run,
            Words.IsClear(difference, p)
                ? $"{Words.Size(difference)} {(difference.Estimate * better > 0 ? "better" : "worse")} than {against}, paired."
                : $"no evidence of a difference to {against} ({Words.Of(difference)}"
                    + (Words.IsClear(difference) ? $"; {Words.AfterHolm(p)})." : ").")
        );
    }

    private static string Names(IReadOnlyList<string> codes) => codes.Count == 0 ? "that were measured" : string.Join(" ", codes);
}
