using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>Does training several tasks together hurt or help one of them, at equal examples of that task?</summary>
/// <remarks>
/// The curve of one task alone is read, by straight lines on the logarithm of the task's examples, at the examples that each run of several
/// tasks had. The unit is the language: differences of its runs are averaged, then tested over languages.
/// </remarks>
/// <param name="single">The setting of runs on one task.</param>
/// <param name="multi">The setting of runs on several tasks.</param>
public sealed class TaskInterference(string single = "single", string multi = "multi") : CurveAnalysis
{
    public override string Title => "One task alone, or several together";

    public override AnalysisResult Run(MeanScores scores)
    {
        var pairs = scores
            .Curves.Where(c => c.Setting == multi)
            .SelectMany(m =>
                scores
                    .Curves.Where(s => s.Setting == single && s.Task == m.Task && s.Model == m.Model && s.Trained.Equals(m.Trained))
                    .Select(s => (Single: s, Multi: m))
            )
            .Select(p => (p.Single, p.Multi, Languages: Differences(p.Single, p.Multi)))
            .Where(p => p.Languages.Count > 1)
            .ToList();
        if (pairs.Count == 0)
            return Nothing($"This needs curves of the settings '{single}' and '{multi}' whose mixtures give their number of examples.");
        var rows = pairs
            .Select(p =>
                (
                    p.Multi,
                    Mean: Estimates.Mean([.. p.Languages.Select(l => l.Value)], "languages"),
                    p.Languages,
                    Share: Share(p.Single, p.Multi)
                )
            )
            .ToList();
        var table = new TableModel(
            "Several tasks minus one, at equal examples of the task",
            [
                new("curve"),
                new("difference", true),
                new("of the single-task score", true),
                new("languages", true),
                .. Languages(pairs).Select(l => new TableColumn(l, true)),
            ],
            [
                .. rows.Select(r => new TableRow([
                    r.Multi.Name,
                    Words.Cell(r.Mean),
                    Words.Percent(r.Mean.Estimate / r.Share),
                    $"{r.Languages.Count}",
                    .. Languages(pairs)
                        .Select(l =>
                            r.Languages.FirstOrDefault(v => v.Language == l) is { Language: not null } v ? Format.Score(v.Value) : "–"
                        ),
                ])),
            ],
            "Means over runs whose examples of the task lie within those of the single-task runs."
        );
        var plots = scores
            .Tasks.Where(t => rows.Any(r => r.Multi.Task == t))
            .Select(t => Plot(t, [.. rows.Where(r => r.Multi.Task == t).Select(r => (r.Multi, r.Mean))]));
        return new AnalysisResult(Title, [.. rows.Select(r => new Finding(r.Multi.Name, Sentence(r.Mean)))], [.. plots], [table]);
    }

    /// <summary>
    /// By language but English: the mean over runs of the score among several tasks less the single task's at equal examples.
    /// </summary>
    internal static IReadOnlyList<(string Language, double Value)> Differences(TransferCurve single, TransferCurve multi) =>
        [
            .. multi
                .Others.Select(l =>
                    (
                        l.Short,
                        Values: multi
                            .Samples.Select(n => multi.At(n, l) - Read(single, l, multi.TaskExamples(n)))
                            .Where(double.IsFinite)
                            .ToList()
                    )
                )
                .Where(l => l.Values.Count > 0)
                .Select(l => (l.Short, l.Values.Average())),
        ];

    /// <summary>A language's score on the single-task curve at so many examples of the task; NaN outside what was measured.</summary>
    private static double Read(TransferCurve curve, Language language, double examples)
    {
        for (var i = 0; i + 1 < curve.Samples.Count; i++)
        {
            var (low, high) = (curve.TaskExamples(curve.Samples[i]), curve.TaskExamples(curve.Samples[i + 1]));
            if (!(examples >= low && examples <= high))
                continue;
            var t = (Math.Log(examples) - Math.Log(low)) / (Math.Log(high) - Math.Log(low));
            return curve.At(curve.Samples[i], language)
                + (t * (curve.At(curve.Samples[i + 1], language) - curve.At(curve.Samples[i], language)));
        }

        return double.NaN;
    }

    private static double Share(TransferCurve single, TransferCurve multi) =>
        multi
            .Samples.Select(n => multi.Others.Average(l => Read(single, l, multi.TaskExamples(n))))
            .Where(double.IsFinite)
            .DefaultIfEmpty(double.NaN)
            .Average();

    private static IReadOnlyList<string> Languages(
        IEnumerable<(TransferCurve Single, TransferCurve Multi, IReadOnlyList<(string Language, double Value)> Languages)> pairs
    ) => [.. pairs.SelectMany(p => p.Languages).Select(l => l.Language).Distinct()];

    private static PlotModel Plot(string task, IReadOnlyList<(TransferCurve Multi, Interval Mean)> rows) =>
        RowFigure.Of(
            $"{task}: several tasks minus one alone",
            "difference at equal examples of the task",
            [.. rows.Select(r => r.Multi.Model)],
            [("", 1, [.. rows.Select(r => r.Mean)])],
            "Below zero: the other tasks hurt. Intervals over languages."
        );

    private static string Sentence(Interval mean) =>
        Words.IsClear(mean)
            ? $"training it among several tasks {(mean.Estimate < 0 ? "costs" : "gains")} {Words.Size(mean)} at equal examples of the task."
            : $"no evidence that the other tasks hurt or help at equal examples of the task (difference {Words.Of(mean)}).";
}
