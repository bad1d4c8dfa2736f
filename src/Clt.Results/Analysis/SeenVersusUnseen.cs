using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>Do languages that were never fine-tuned on gain, and how far are they behind those that were?</summary>
public sealed class SeenVersusUnseen : IAnalysis
{
    public string Title => "Seen and unseen languages";

    public AnalysisResult Run(StudyResults results)
    {
        var sheet = results.Sheet(results.Headline);
        var layout = new Layout(results);
        var groups = GroupFigure.Groups(results, sheet, LanguageGroups.English, LanguageGroups.Seen, LanguageGroups.Unseen);
        var languages = groups.ToDictionary(g => g.Name, g => g.Languages, StringComparer.Ordinal);
        var others = sheet.Languages.Where(l => results.Groups[l] != LanguageGroups.English).ToList();
        var panels = GroupFigure.Panels(
            layout,
            sheet,
            languages.Keys,
            (c, g) => sheet.Mean(c, languages[g]),
            c =>
                sheet.ReferenceOf(c) is { } reference && sheet.Mean(reference, others) is { Estimate: var v } && double.IsFinite(v)
                    ? [new PlotLine("base", v)]
                    : []
        );
        var plot = new PlotModel(
            $"{sheet.Metric} by group of languages",
            layout.Horizontal?.Name ?? "",
            sheet.Metric,
            layout.Ticks,
            layout.Positions,
            panels,
            "Means over the languages of a group. Bands are the intervals of the table below; the broken line is the base before "
                + "fine-tuning, mean of all languages but English."
        );
        return new AnalysisResult(
            Title,
            [.. layout.Panels.SelectMany(p => Findings(layout, sheet, p, languages))],
            [plot],
            [Table(sheet, languages)]
        );
    }

    private static IEnumerable<Finding> Findings(
        Layout layout,
        ScoreSheet sheet,
        IReadOnlyDictionary<string, string> panel,
        Dictionary<string, IReadOnlyList<string>> languages
    )
    {
        var conditions = Enumerable.Range(0, layout.Ticks.Count).Select(t => layout.At(sheet, panel, t)).OfType<Condition>().ToList();
        if (conditions.Count == 0)
            yield break;
        var where = Layout.Title(panel);
        var (first, last) = (conditions[0], conditions[^1]);
        var axis = layout.Horizontal?.Name ?? "";
        string At(Condition c) => axis.Length == 0 ? "" : $" at {c.Axes[axis]} {axis}";
        if (languages.TryGetValue(LanguageGroups.Unseen, out var unseen))
        {
            if (sheet.ReferenceOf(first) is { } reference)
            {
                var gain = sheet.Difference(first, unseen, reference, unseen);
                yield return new Finding(
                    where,
                    Words.IsClear(gain)
                        ? $"languages never fine-tuned on score {Words.Of(sheet.Mean(first, unseen))}{At(first)}, {Words.Size(gain)} "
                            + $"{Words.Side(gain)} the base."
                        : $"no evidence that languages never fine-tuned on gain over the base{At(first)} (difference {Words.Of(gain)})."
                );
            }

            if (languages.TryGetValue(LanguageGroups.Seen, out var seen))
            {
                var gap = sheet.Difference(last, seen, last, unseen);
                yield return new Finding(
                    where,
                    Words.IsClear(gap)
                        ? $"seen languages are {Words.Size(gap)} {Words.Side(gap)} unseen ones{At(last)}."
                        : $"no evidence of a gap between seen and unseen languages{At(last)} (difference {Words.Of(gap)})."
                );
            }

            if (first != last)
            {
                var change = sheet.Difference(last, unseen, first, unseen);
                yield return new Finding(
                    where,
                    Words.IsClear(change)
                        ? $"unseen languages {(change.Estimate > 0 ? "gain" : "lose")} {Words.Size(change)} from {first.Axes[axis]} to "
                            + $"{last.Axes[axis]} {axis}."
                        : $"no evidence that {axis} changes unseen languages ({first.Axes[axis]} to {last.Axes[axis]}: difference "
                            + $"{Words.Of(change)})."
                );
            }
        }
    }

    private static TableModel Table(ScoreSheet sheet, Dictionary<string, IReadOnlyList<string>> languages)
    {
        var both = languages.ContainsKey(LanguageGroups.Seen) && languages.ContainsKey(LanguageGroups.Unseen);
        List<TableColumn> columns =
        [
            new("runs"),
            .. languages.Keys.Select(g => new TableColumn($"{GroupFigure.Shown(g)} ({languages[g].Count})", true)),
        ];
        if (both)
            columns.Add(new TableColumn("seen − unseen", true));
        columns.Add(new TableColumn("items × seeds", true));
        var rows = sheet.Conditions.Select(c =>
        {
            var means = languages.Values.Select(l => sheet.Mean(c, l)).ToList();
            List<TableCell> cells =
            [
                c.IsReference ? $"base{(c.Axes.Count > 0 ? $", {c.Title}" : "")}" : c.Title,
                .. means.Select(Words.Cell),
            ];
            if (both)
                cells.Add(Words.Cell(sheet.Difference(c, languages[LanguageGroups.Seen], c, languages[LanguageGroups.Unseen])));
            cells.Add(sheet.Size(c));
            return new TableRow(cells);
        });
        return new TableModel($"{sheet.Metric} by group", columns, [.. rows], "Means over the languages of a group.");
    }
}
