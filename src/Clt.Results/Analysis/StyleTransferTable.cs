using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// Style transfer against copying: BLEU, style accuracy and their harmonic mean of the last stage's runs beside those of the input itself,
/// and what the classifier of styles is worth.
/// </summary>
/// <remarks>
/// Reads the metrics <c>bleu</c>, <c>style</c>, <c>style-classifier</c>, <c>style-hm</c>, <c>copied-bleu</c>, <c>copied-style</c>,
/// <c>copied-hm</c> and <c>hm-over-copy</c>. Without a harmonic mean, since the classifier is no better than chance, it says so.
/// </remarks>
public sealed class StyleTransferTable : IAnalysis
{
    private const string OverCopy = "hm-over-copy";

    /// <inheritdoc/>
    public string Title => "Style transfer and copying";

    /// <inheritdoc/>
    public AnalysisResult Run(StudyResults results)
    {
        if (!results.Runs.Any(r => r.Result.Scores.Any(s => s.Metric == OverCopy)))
            return new AnalysisResult(Title, [new Finding("", "this needs the metrics of StyleTransferMetrics(…).")], [], []);
        var sheet = results.Sheet(OverCopy);
        var last = results.Axes.FirstOrDefault(a => a.Name == AxisInfo.Stage)?.Labels[^1];
        var runs = sheet
            .Conditions.Where(c => !c.IsReference && (last is null || c.Axes.GetValueOrDefault(AxisInfo.Stage) == last))
            .SelectMany(c => sheet.Languages.Where(l => sheet.Has(c, l)).Select(l => (Condition: c, Language: l)))
            .ToList();
        var gains = runs.Select(r => sheet.Mean(r.Condition, [r.Language])).ToList();
        var p = MultipleTesting.Holm([.. gains.Select(IntervalPolicy.PValue)]);
        var findings = runs.Select((r, i) => (Run: r, Gain: gains[i], P: p[i]))
            .GroupBy(r => r.Run.Language)
            .SelectMany(g => Said(results, g.Key, [.. g]))
            .ToList();
        List<TableRow> rows =
        [
            .. runs.GroupBy(r => r.Language)
                .SelectMany(g => g.Select(r => Row(results, r.Condition, r.Language)).Prepend(Copied(results, g.First().Condition, g.Key))),
        ];
        var table = new TableModel(
            Title,
            [
                new("runs"),
                new("language"),
                new("BLEU", true),
                new("style accuracy", true),
                new("HM", true),
                new("HM less copying", true),
                new("items × seeds", true),
            ],
            rows,
            "HM: harmonic mean of BLEU / 100 and style accuracy. Copying: the input is the output. Differences on the same items."
        );
        return new AnalysisResult(Title, findings, [], [table]);
    }

    private static IEnumerable<Finding> Said(
        StudyResults results,
        string code,
        IReadOnlyList<((Condition Condition, string Language) Run, Interval Gain, double P)> runs
    )
    {
        var language = Language.Parse(code).Short;
        var worth = Of(results, "style-classifier", runs[0].Run.Condition, code);
        if (!runs.Any(r => double.IsFinite(r.Gain.Estimate)))
        {
            yield return new Finding(
                "",
                $"no HM is given in {language}: the classifier of styles is no better than chance there (right in {Words.Of(worth)} of "
                    + "held-out texts), so style accuracy says nothing."
            );
            yield break;
        }

        yield return new Finding("", $"the classifier of styles is right in {Words.Of(worth)} of held-out texts in {language}.");
        var clear = runs.Where(r => Words.IsClear(r.Gain, r.P)).ToList();
        string Named(IEnumerable<((Condition Condition, string Language) Run, Interval Gain, double P)> of) =>
            string.Join("; ", of.Select(r => $"{Titled(r.Run.Condition)} ({Words.Of(r.Gain)})"));
        var groups = new[]
        {
            ("above copying", Named(clear.Where(r => r.Gain.Estimate > 0))),
            ("below copying", Named(clear.Where(r => r.Gain.Estimate < 0))),
            ("no evidence of a difference to copying", Named(runs.Except(clear))),
        };
        yield return new Finding(
            "",
            $"HM in {language}, {string.Join(". ", groups.Where(g => g.Item2.Length > 0).Select(g => $"{g.Item1}: {g.Item2}"))}."
        );
    }

    /// <summary>All are of one stage, which needs no name.</summary>
    private static string Titled(Condition condition) =>
        string.Join(", ", condition.Axes.Where(a => a.Key != AxisInfo.Stage).Select(a => $"{a.Key} = {a.Value}"));

    private static TableRow Row(StudyResults results, Condition condition, string language) =>
        new([
            Titled(condition),
            Language.Parse(language).Short,
            Words.Cell(Of(results, "bleu", condition, language)),
            Words.Cell(Of(results, "style", condition, language)),
            Words.Cell(Of(results, "style-hm", condition, language)),
            Words.Cell(Of(results, OverCopy, condition, language)),
            results.Sheet("style").Size(condition),
        ]);

    private static TableRow Copied(StudyResults results, Condition condition, string language) =>
        new([
            "the input copied",
            Language.Parse(language).Short,
            Words.Cell(Of(results, "copied-bleu", condition, language)),
            Words.Cell(Of(results, "copied-style", condition, language)),
            Words.Cell(Of(results, "copied-hm", condition, language)),
            "–",
            results.Sheet("copied-style").Size(condition),
        ]);

    private static Interval Of(StudyResults results, string metric, Condition condition, string language) =>
        results.Runs.Any(r => r.Result.Scores.Any(s => s.Metric == metric))
            ? results.Sheet(metric).Mean(condition, [language])
            : IntervalPolicy.None(double.NaN, "it was not measured");
}
