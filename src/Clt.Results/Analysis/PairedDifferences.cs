using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
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
/// <param name="metric">What is compared; empty for the headline.</param>
/// <remarks>The mean of a row is over the languages that both of its runs were measured in.</remarks>
public sealed class PairedDifferences(string axis, string to, IReadOnlyList<string> of, IReadOnlyList<string> over, string metric = "")
    : IAnalysis
{
    public string Title => metric.Length == 0 ? $"Differences to {to}" : $"Differences to {to}: {metric}";

    public AnalysisResult Run(StudyResults results)
    {
        var sheet = results.Sheet(metric.Length == 0 ? results.Headline : metric);
        var compared = Compared(sheet);
        var languages = sheet.Languages.Where(Wanted).ToList();
        if (compared.Count == 0 || languages.Count == 0)
        {
            var why = $"This needs runs along the axis '{axis}', with its value '{to}', in the languages {Names(over)}.";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        var common = compared.Select(c => languages.Where(l => sheet.Has(c.Run, l) && sheet.Has(c.Baseline, l)).ToList()).ToList();
        List<Interval> means = [.. compared.Select((c, i) => sheet.Difference(c.Run, common[i], c.Baseline, common[i]))];
        var p = MultipleTesting.Holm([.. means.Select(IntervalPolicy.PValue)]);
        var better = sheet.HigherIsBetter ? 1 : -1;
        var findings = compared.Select((c, i) => Said(c.Run.Title, means[i], p[i], better)).ToList();
        var rows = compared.Select(
            (c, i) =>
                new TableRow([
                    c.Run.Title,
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
            $"Differences on the same items and seeds. p of the mean, corrected over the {compared.Count} rows."
        );
        return new AnalysisResult(Title, findings, [], [table]);
    }

    private List<(Condition Run, Condition Baseline)> Compared(ScoreSheet sheet)
    {
        var along = sheet.Conditions.Where(c => !c.IsReference && c.Axes.ContainsKey(axis)).ToList();
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

    private Finding Said(string run, Interval difference, double p, int better) =>
        new(
            run,
            Words.IsClear(difference) && p < 0.05
                ? $"{Words.Size(difference)} {(difference.Estimate * better > 0 ? "better" : "worse")} than {to}, paired."
                : $"no evidence of a difference to {to} ({Words.Of(difference)})."
        );

    private static string Names(IReadOnlyList<string> codes) => codes.Count == 0 ? "that were measured" : string.Join(" ", codes);
}
