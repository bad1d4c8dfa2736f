using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>How much of English's score do other languages reach, in the same model?</summary>
public sealed class RelativeToEnglish : IAnalysis
{
    private const string All = "all others";

    public string Title => "Relative to English";

    public AnalysisResult Run(StudyResults results)
    {
        var sheet = results.Sheet(results.Headline);
        var layout = new Layout(results);
        var english = results.Groups.Of(LanguageGroups.English);
        var others = sheet.Languages.Where(l => results.Groups[l] != LanguageGroups.English).ToList();
        if (english.Count == 0 || others.Count == 0)
        {
            return new AnalysisResult(
                Title,
                [new Finding("", "English and other languages must both be evaluated to compare them.")],
                [],
                []
            );
        }

        var groups = GroupFigure
            .Groups(results, sheet, LanguageGroups.Seen, LanguageGroups.Unseen)
            .ToDictionary(g => g.Name, g => g.Languages, StringComparer.Ordinal);
        if (groups.Count != 1)
            groups = new Dictionary<string, IReadOnlyList<string>>(groups, StringComparer.Ordinal) { [All] = others };
        var panels = GroupFigure.Panels(
            layout,
            sheet,
            groups.Keys,
            (c, g) => sheet.Ratio(c, groups[g], english),
            _ => [new PlotLine("English", 1)]
        );
        var plot = new PlotModel(
            $"{sheet.Metric} relative to English",
            layout.Horizontal?.Name ?? "",
            "share of English",
            layout.Ticks,
            layout.Positions,
            panels,
            "The mean over a group's languages divided by English of the same models. Bands are the intervals of the table below."
        )
        {
            Percent = true,
        };
        var rows = sheet
            .Conditions.Where(c => !c.IsReference)
            .Select(c => new TableRow([
                c.Title,
                Words.Cell(sheet.Mean(c, english)),
                .. groups.Values.Select(g => Words.PercentCell(sheet.Ratio(c, g, english))),
                sheet.Size(c),
            ]));
        var table = new TableModel(
            "Share of English",
            [new("runs"), new("English", true), .. groups.Keys.Select(g => new TableColumn(g, true)), new("items × seeds", true)],
            [.. rows],
            "A dash: English is at zero, so there is no share."
        );
        return new AnalysisResult(Title, [.. layout.Panels.SelectMany(p => Findings(layout, sheet, p, others, english))], [plot], [table]);
    }

    private static IEnumerable<Finding> Findings(
        Layout layout,
        ScoreSheet sheet,
        IReadOnlyDictionary<string, string> panel,
        IReadOnlyList<string> others,
        IReadOnlyList<string> english
    )
    {
        var conditions = Enumerable.Range(0, layout.Ticks.Count).Select(t => layout.At(sheet, panel, t)).OfType<Condition>().ToList();
        if (conditions.Count == 0)
            yield break;
        var where = Layout.Title(panel);
        var (first, last) = (conditions[0], conditions[^1]);
        var axis = layout.Horizontal?.Name ?? "";
        var share = sheet.Ratio(last, others, english);
        if (!double.IsFinite(share.Estimate))
        {
            yield return new Finding(where, "English is at zero, so nothing can be set in relation to it.");
            yield break;
        }

        var at = axis.Length == 0 ? "" : $" at {last.Axes[axis]} {axis}";
        yield return new Finding(where, $"the other languages reach {Words.Percent(share)} of English{at}.");
        if (first == last)
            yield break;
        var change = sheet.RatioDifference(last, first, others, english);
        if (double.IsFinite(change.Estimate))
            yield return new Finding(where, Change(change, first.Axes[axis], last.Axes[axis], axis));
    }

    private static string Change(Interval change, string from, string to, string axis) =>
        Words.IsClear(change)
            ? $"their share of English {(change.Estimate > 0 ? "rises" : "falls")} by {Words.Points(change)} from {from} to {to} {axis}."
            : $"no evidence that {axis} changes their share of English ({from} to {to}: {Words.Points(change)}).";
}
