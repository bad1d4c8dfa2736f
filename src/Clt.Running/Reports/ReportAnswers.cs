using System.Text;
using Clt.Results.Reporting;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Evaluation;

namespace Clt.Running.Reports;

/// <summary>
/// Predictions of a report: some test items of each language with the answers of a few runs side by side, those on which the runs differ
/// first.
/// </summary>
/// <param name="results">The results.</param>
/// <param name="folder">The study's folder, where the answers lie.</param>
internal sealed class ReportAnswers(StudyResults results, StudyFolder folder)
{
    private const int MostItems = 8;
    private const int MostLetters = 360;

    private sealed record Column(string Title, MeasuredRun Run);

    private sealed record Given(PredictionLine Line, double? Score);

    /// <summary>The section; empty where there are no answers.</summary>
    public string Render()
    {
        var text = new StringBuilder();
        var tasks = results.ByTask();
        foreach (var (task, own) in tasks)
        {
            var columns = Columns(own);
            var languages = columns.SelectMany(c => c.Run.Result.Scores).Select(s => s.Language).Distinct();
            var tables = string.Concat(languages.Select(l => Table(columns, l)));
            if (tables.Length > 0)
                text.Append(tasks.Count == 1 ? "" : $"<h3>{Svg.Text(task)}</h3>\n").Append(tables);
        }

        return text.Length == 0
            ? ""
            : $"""
                <section class="answers">
                <h2>Answers</h2>
                <p class="note">Up to {MostItems} test items a language, of one seed; those on which the runs differ come first,
                long texts are cut. <code>clt serve</code> shows all items and runs.</p>
                <p><label><input type="checkbox" class="differ"/> only items on which the runs differ</label></p>
                {text}</section>

                """;
    }

    /// <summary>The base as it is, and of the fine-tuned models of the lowest seed the first, the best and the last of the grid.</summary>
    private static List<Column> Columns(StudyResults own)
    {
        var measured = own.Runs.Where(r => r.Result.Scores.Count > 0 && r.Result.Scores.All(s => s.Axes is null)).ToList();
        var trained = measured.Where(r => r.Result.Kind == CellKind.Finetune).ToList();
        var first = trained.Select(r => r.Result.Seed).DefaultIfEmpty().Min();
        trained = [.. trained.Where(r => r.Result.Seed == first)];
        var better = own.Metrics.GetValueOrDefault(own.Headline)?.Info.HigherIsBetter != false ? 1 : -1;
        MeasuredRun?[] chosen =
        [
            measured.Where(r => r.Result.Kind == CellKind.Reference).MinBy(r => r.Result.Seed),
            trained.FirstOrDefault(),
            trained.MaxBy(r =>
                better * Head(r).Select(s => s.Value).Where(double.IsFinite).DefaultIfEmpty(double.NegativeInfinity).Average()
            ),
            trained.LastOrDefault(),
        ];
        return
        [
            .. chosen
                .OfType<MeasuredRun>()
                .DistinctBy(r => r.Result.Cell)
                .Select(r => new Column(r.Result.Kind == CellKind.Reference ? "base as it is" : new Condition(r.Axes, false).Title, r)),
        ];
    }

    private static IEnumerable<ScoreRecord> Head(MeasuredRun run) => run.Result.Scores.Where(s => s.Metric == run.Result.Scores[0].Metric);

    private string Table(IReadOnlyList<Column> columns, string language)
    {
        var given = columns.Select(c => Answers(c.Run, language)).ToList();
        var items = given
            .SelectMany(g => g.Keys)
            .Distinct()
            .Select(i => (Id: i, Answers: given.Select(g => g.GetValueOrDefault(i)).ToList()))
            .ToList();
        if (items.Count == 0)
            return "";
        var shown = items.OrderByDescending(i => Differ(i.Answers)).Take(MostItems).ToList();
        var rightOrWrong = items.SelectMany(i => i.Answers).All(a => a?.Score is null or 0 or 1);
        var name = Language.TryParse(language, out var known) ? known.Name : language;
        var text = new StringBuilder($"<details><summary>{Svg.Text(name)}: {shown.Count} of {Format.Count(items.Count)} items</summary>\n");
        text.Append("<div class=\"scroll\"><table>\n<thead><tr><th scope=\"col\">asked</th><th scope=\"col\">reference</th>");
        foreach (var column in columns)
            text.Append($"<th scope=\"col\">{Svg.Text(column.Title)}</th>");
        text.Append("</tr></thead>\n<tbody>\n");
        foreach (var (_, answers) in shown)
            text.Append(Row(answers, rightOrWrong));
        return text.Append("</tbody></table></div>\n</details>\n").ToString();
    }

    private static string Row(IReadOnlyList<Given?> answers, bool rightOrWrong)
    {
        var first = answers.OfType<Given>().First().Line;
        var cells = answers.Select(a =>
        {
            if (a is null)
                return "<td>–</td>";
            var mark =
                a.Score is not { } score ? ""
                : rightOrWrong ? (score >= 1 ? "✓ " : "✗ ")
                : $"{Format.Score(score)} ";
            var css = rightOrWrong && a.Score is { } s ? $" class=\"{(s >= 1 ? "right" : "wrong")}\"" : "";
            return $"<td{css} dir=\"auto\">{mark}{Cut(a.Line.Output)}</td>";
        });
        return $"<tr class=\"{(Differ(answers) ? "differ" : "same")}\"><th scope=\"row\" dir=\"auto\">{End(first.Prompt)}</th>"
            + $"<td dir=\"auto\">{Cut(string.Join(" | ", first.References))}</td>{string.Concat(cells)}</tr>\n";
    }

    /// <summary>Whether scores differ, or where there are none the answers.</summary>
    private static bool Differ(IReadOnlyList<Given?> answers) =>
        answers.Any(a => a?.Score is not null)
            ? answers.Select(a => a?.Score).Distinct().Count() > 1
            : answers.Select(a => a?.Line.Output).Distinct().Count() > 1;

    private Dictionary<string, Given> Answers(MeasuredRun run, string language)
    {
        var file = folder.Cell(run.Result.Cell).Predictions(language);
        var score = Head(run).FirstOrDefault(s => s.Language == language);
        var values = (score?.Items ?? []).Zip(score?.Values ?? []).DistinctBy(v => v.First).ToDictionary(v => v.First, v => v.Second);
        return (File.Exists(file) ? File.ReadLines(file) : [])
            .Select(PredictionFile.Parse)
            .TakeWhile(l => l is not null)
            .DistinctBy(l => l!.Item)
            .ToDictionary(
                l => l!.Item,
                l => new Given(l!, values.TryGetValue(l!.Item, out var v) && double.IsFinite(v) ? v : null),
                StringComparer.Ordinal
            );
    }

    private static string Cut(string text) => Svg.Text(text.Length <= MostLetters ? text : $"{Whole(text[..MostLetters])} …");

    /// <summary>A prompt's end, where the question stands.</summary>
    private static string End(string text) => Svg.Text(text.Length <= MostLetters ? text : $"… {Whole(text[^MostLetters..])}");

    /// <summary>Without half a character at an end.</summary>
    private static string Whole(string text)
    {
        text = char.IsLowSurrogate(text[0]) ? text[1..] : text;
        return char.IsHighSurrogate(text[^1]) ? text[..^1] : text;
    }
}
