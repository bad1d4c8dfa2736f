using Clt.Results.Store;
using Clt.Running.Evaluation;
using Clt.Serving.Runs;

namespace Clt.Serving.Answers;

/// <summary>Predictions of several cells for the same test items, side by side.</summary>
/// <param name="Languages">Codes of the languages in which one of the cells has answers.</param>
/// <param name="Metrics">Names of the metrics by which one of the cells is scored.</param>
/// <param name="IsRightOrWrong">Whether every item's score is 0 or 1; else an answer is better or worse than others.</param>
/// <param name="Total">Items that one of the cells has answered.</param>
/// <param name="Found">Those that were asked for.</param>
/// <param name="Items">A part of them.</param>
internal sealed record AnswerTable(
    IReadOnlyList<string> Languages,
    IReadOnlyList<string> Metrics,
    bool IsRightOrWrong,
    int Total,
    int Found,
    IReadOnlyList<AnsweredItem> Items
)
{
    /// <summary>The table of a question.</summary>
    public static AnswerTable Of(StudyReader study, AnswerQuery query)
    {
        var languages = query
            .Cells.SelectMany(c => study.With(c, r => r.Languages) ?? [])
            .Distinct()
            .Order(StringComparer.Ordinal)
            .ToList();
        var scores = query.Cells.Select(c => Scores(study, c)).ToList();
        var metrics = scores.SelectMany(s => s).Where(s => s.Axes is null).Select(s => s.Metric).Distinct().ToList();
        var language = languages.Contains(query.Language) ? query.Language : languages.FirstOrDefault() ?? "";
        var metric = metrics.Contains(query.Metric) ? query.Metric : metrics.FirstOrDefault() ?? "";
        if (language.Length == 0)
            return new AnswerTable(languages, metrics, true, 0, 0, []);
        var columns = query.Cells.Select((c, i) => Column(study, c, language, scores[i], metric)).ToList();
        var items = columns.SelectMany(c => c.Keys).Distinct().Select(i => AnsweredItem.Of(i, columns)).ToList();
        var rightOrWrong = items.SelectMany(i => i.Answers).All(a => a?.Score is null or 0 or 1);
        var found = items.Where(i => query.Wants(i, rightOrWrong)).ToList();
        return new AnswerTable(languages, metrics, rightOrWrong, items.Count, found.Count, [.. found.Skip(query.From).Take(query.Count)])
        {
            Language = language,
            Metric = metric,
        };
    }

    /// <summary>The language that is shown: the one that was asked for where there are answers in it.</summary>
    public string Language { get; private init; } = "";

    /// <summary>The metric that is shown.</summary>
    public string Metric { get; private init; } = "";

    private static IReadOnlyList<ScoreRecord> Scores(StudyReader study, string cell) => study.With(cell, c => c.Result?.Scores ?? []) ?? [];

    /// <summary>The answers of a cell by item, in the file's order.</summary>
    private static OrderedDictionary<string, (PredictionLine Line, double? Score)> Column(
        StudyReader study,
        string cell,
        string language,
        IReadOnlyList<ScoreRecord> scores,
        string metric
    )
    {
        var score = scores.FirstOrDefault(s => s.Axes is null && s.Language == language && s.Metric == metric);
        var values = new Dictionary<string, double>(StringComparer.Ordinal);
        foreach (var (item, value) in (score?.Items ?? []).Zip(score?.Values ?? []))
            values.TryAdd(item, value);
        var column = new OrderedDictionary<string, (PredictionLine, double?)>(StringComparer.Ordinal);
        var file = study.With(cell, c => c.Languages.Contains(language) ? c.Folder.Predictions(language) : "");
        foreach (var line in (file is null or "" ? [] : OwnFile.Lines(file)).Select(PredictionFile.Parse).TakeWhile(l => l is not null))
            column.TryAdd(line!.Item, (line, values.TryGetValue(line.Item, out var v) && double.IsFinite(v) ? v : null));
        return column;
    }
}
