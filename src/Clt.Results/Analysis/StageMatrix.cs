using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis;

/// <summary>
/// Transfer matrix of a study of several stages: the score of each language after each stage, how it changed since the stage before, and
/// how much of what was learnt is forgotten. A part of every report of such a study.
/// </summary>
public static class StageMatrix
{
    private const string Here = "trained here",
        Before = "trained before",
        NotYet = "not trained on yet";

    /// <summary>The answer for one task; null where the study names fewer than two stages.</summary>
    public static AnalysisResult? Run(StudyResults results)
    {
        if (results.Finetuned.All(r => r.Stage.Length == 0))
            return null;
        var sheet = results.Sheet(results.Headline);
        var paths = StagePath.Of(results, sheet);
        if (paths.Count == 0)
            return null;
        return new AnalysisResult(
            "Stages",
            [.. paths.SelectMany(p => Findings(sheet, p))],
            [Plot(sheet, paths)],
            [.. paths.SelectMany(p => new[] { Scores(sheet, p), Changes(sheet, p) }), .. ContinualTable.Of(sheet, paths)]
        );
    }

    /// <summary>The tables alone, of each task by itself.</summary>
    public static IEnumerable<TableModel> Tables(StudyResults results) => results.ByTask().SelectMany(t => Run(t.Results)?.Tables ?? []);

    /// <summary>Languages in the order in which a path trains them, then the others.</summary>
    private static List<string> Languages(ScoreSheet sheet, StagePath path) =>
        [.. path.Stages.SelectMany(s => s.Trained).Concat(sheet.Languages).Distinct()];

    private static TableModel Scores(ScoreSheet sheet, StagePath path)
    {
        var languages = Languages(sheet, path);
        var rows = path.Stages.Select(s => new TableRow([
            s.Name,
            .. languages.Select(l => Marked(s.Trained, l, sheet.Mean(s.Condition, [l]))),
            Words.Cell(sheet.Mean(s.Condition, languages)),
            sheet.Size(s.Condition),
        ]));
        TableRow[] start = path.Base is not { } at
            ? []
            :
            [
                new([
                    "base",
                    .. languages.Select(l => Words.Cell(sheet.Mean(at, [l]))),
                    Words.Cell(sheet.Mean(at, languages)),
                    sheet.Size(at),
                ]),
            ];
        return new TableModel(
            Named($"{sheet.Metric} by stage and language", path),
            [new("after stage"), .. languages.Select(Column), new("all", true), new("items × seeds", true)],
            [.. start, .. rows],
            "• A language that the stage trained on."
        );
    }

    private static TableModel Changes(ScoreSheet sheet, StagePath path)
    {
        var languages = Languages(sheet, path);
        var rows = Enumerable
            .Range(0, path.Stages.Count)
            .Where(i => path.Before(i) is not null)
            .Select(i =>
            {
                var (name, condition, trained) = path.Stages[i];
                var groups = Groups(sheet, path, i)
                    .Select(g => g.Languages.Count == 0 ? "–" : Words.Cell(Change(sheet, path, i, g.Languages)));
                return new TableRow([name, .. languages.Select(l => Marked(trained, l, Change(sheet, path, i, [l]))), .. groups]);
            });
        return new TableModel(
            Named($"Change of {sheet.Metric} since the stage before", path),
            [new("stage"), .. languages.Select(Column), new(Here, true), new(Before, true), new(NotYet, true)],
            [.. rows],
            "Differences on the same items and seeds; the last columns are means over languages. A fall of languages trained before is "
                + "forgetting."
        );
    }

    private static PlotModel Plot(ScoreSheet sheet, IReadOnlyList<StagePath> paths)
    {
        string[] names = [.. paths.SelectMany(p => p.Stages.Select(s => s.Name)).Distinct()];
        return new PlotModel(
            "Change since the stage before",
            "stage",
            $"change of {sheet.Metric}",
            names,
            Layout.Place(null, names.Length),
            [.. paths.Select(path => new PlotPanel(path.Title, Series(sheet, path, names), [new PlotLine("no change", 0)]))],
            "Means over the languages that the stage trains, that stages before it have trained, and the others; bands are "
                + $"{IntervalPolicy.Percent} intervals."
        )
        {
            FromZero = false,
        };
    }

    private static List<PlotSeries> Series(ScoreSheet sheet, StagePath path, string[] names)
    {
        string[] groups = [Here, Before, NotYet];
        return [.. groups.Select((g, i) => new PlotSeries(g, i, [.. Points(sheet, path, names, g)])).Where(s => s.Points.Count > 0)];
    }

    private static IEnumerable<PlotPoint> Points(ScoreSheet sheet, StagePath path, string[] names, string group)
    {
        for (var i = 0; i < path.Stages.Count; i++)
        {
            var languages = Groups(sheet, path, i).Single(g => g.Name == group).Languages;
            if (path.Before(i) is null || languages.Count == 0)
                continue;
            var change = Change(sheet, path, i, languages);
            yield return new PlotPoint(Array.IndexOf(names, path.Stages[i].Name), change.Estimate, change.Low, change.High);
        }
    }

    private static IEnumerable<Finding> Findings(ScoreSheet sheet, StagePath path)
    {
        for (var i = 0; i < path.Stages.Count; i++)
        {
            if (path.Before(i) is null)
                continue;
            foreach (var (group, languages) in Groups(sheet, path, i).Where(g => g.Languages.Count > 0))
            {
                var change = Change(sheet, path, i, languages);
                if (!Words.IsClear(change))
                    continue;
                var whose = group == Here ? string.Join(", ", languages.Select(Short)) : $"languages {group}";
                var how = change.Estimate > 0 ? "raises" : "lowers";
                yield return new Finding(path.Title, $"the stage '{path.Stages[i].Name}' {how} {whose} by {Words.Size(change)}.");
            }
        }

        var last = path.Stages.Count - 1;
        if (last < 1 || path.Earlier(last) is not { Count: > 0 } earlier)
            yield break;
        var since = SinceLearnt(sheet, path, earlier);
        yield return new Finding(
            path.Title,
            Words.IsClear(since)
                ? $"at the end, languages of earlier stages are {Words.Size(since)} {Words.Side(since)} where they were when they "
                    + $"were learnt."
                : $"no evidence that the languages of earlier stages have changed since they were learnt ({Words.Of(since)})."
        );
    }

    /// <summary>The mean over languages of the score at the end less that after the last stage that trained the language.</summary>
    private static Interval SinceLearnt(ScoreSheet sheet, StagePath path, IReadOnlyList<string> languages)
    {
        var (end, count) = (path.Stages[^1].Condition, languages.Count);
        var learnt = languages.Select(l => (path.Stages.Last(s => s.Trained.Contains(l)).Condition, l));
        return sheet.Of([.. languages.Select(l => (end, l)), .. learnt], s => s[..count].Average() - s[count..].Average());
    }

    private static Interval Change(ScoreSheet sheet, StagePath path, int stage, IReadOnlyList<string> languages) =>
        sheet.Difference(path.Stages[stage].Condition, languages, path.Before(stage)!, languages);

    private static IEnumerable<(string Name, IReadOnlyList<string> Languages)> Groups(ScoreSheet sheet, StagePath path, int stage)
    {
        var (here, earlier) = (path.Stages[stage].Trained, path.Earlier(stage));
        return [(Here, here), (Before, earlier), (NotYet, [.. sheet.Languages.Except(here).Except(earlier)])];
    }

    private static string Named(string title, StagePath path) => path.Title.Length == 0 ? title : $"{title}: {path.Title}";

    private static TableCell Marked(IReadOnlyList<string> trained, string language, Interval score) =>
        new((trained.Contains(language) ? "• " : "") + Words.Of(score), score);

    private static TableColumn Column(string language) => new(Short(language), true);

    private static string Short(string language) => Language.Parse(language).Short;
}
