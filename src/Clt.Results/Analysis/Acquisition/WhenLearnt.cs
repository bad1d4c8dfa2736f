using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Acquisition;

/// <summary>
/// Learning times over pre-training (Blevins et al. 2022): when each task and pair of languages reaches a part of its best, whether a
/// language itself comes before other languages and which task before which, and whether the last layer falls towards the end.
/// </summary>
/// <param name="checkpoints">The axis of kept checkpoints; its values are shares of pre-training.</param>
/// <param name="part">The part of the best that counts as learnt, between 0 and 1.</param>
public sealed class WhenLearnt(string checkpoints, double part) : IAnalysis
{
    public string Title => "When it is learnt";

    /// <summary>Tasks are compared with each other.</summary>
    public bool OfAllTasks => true;

    public AnalysisResult Run(StudyResults results)
    {
        if (results.Axes.FirstOrDefault(a => a.Name == checkpoints) is not { Labels.Count: > 2, Numbers: not null } axis)
        {
            var why = $"This needs bases measured at three or more checkpoints, along an axis '{checkpoints}' of shares.";
            return new AnalysisResult(Title, [new Finding("", why)], [], []);
        }

        List<LearningCurve> curves =
        [
            .. results.ByTask().Select(t => new LearningCurve(t.Task, t.Results, axis)).Where(c => c.Pairs.Count > 0),
        ];
        return new AnalysisResult(
            Title,
            [.. curves.SelectMany(Findings), .. Orders(curves)],
            [.. curves.Select(c => Plot(c, axis))],
            [Times(curves), Gains(curves), .. curves.Where(c => c.Pairs.Count > 1).Select(PairTimes)]
        );
    }

    private static List<LearntPair> Own(LearningCurve c) => [.. c.Pairs.Where(p => p.IsOwn)];

    private static List<LearntPair> Others(LearningCurve c) => [.. c.Pairs.Where(p => !p.IsOwn)];

    private string Part => Words.Percent(part);

    private IEnumerable<Finding> Findings(LearningCurve curve)
    {
        var (own, others) = (Own(curve), Others(curve));
        var (measured, place) = (own.Count > 0 ? own : others, curve.Layer is null ? "" : $", layer {curve.Layer}");
        var time = curve.Time(measured, part);
        yield return new Finding(curve.Task, $"{Part} of the best is reached after {Words.Percent(time)} of pre-training{place}.");
        if (own.Count > 0 && others.Count > 0)
        {
            var delay = curve.Delay(others, own, part);
            yield return new Finding(
                curve.Task,
                Words.IsClear(delay)
                    ? $"other languages reach it {(delay.Estimate > 0 ? "later" : "earlier")} than the language of the probe itself, by "
                        + $"{Words.Points(delay)} of pre-training."
                    : $"no evidence that other languages reach it at another time than the language of the probe itself (difference "
                        + $"{Words.Percent(delay)} of pre-training)."
            );
        }

        if (curve.Layers.Count > 1 && curve.Half < curve.Shares.Count - 1)
            yield return new Finding(curve.Task, LastLayer(curve));
    }

    private static string LastLayer(LearningCurve curve)
    {
        var gain = curve.Gain(curve.Pairs, curve.Layers[^1], curve.Half);
        var since = $"from {Words.Percent(curve.Shares[curve.Half])} of pre-training to its end";
        if (Words.IsClear(gain))
            return $"the last layer {(gain.Estimate < 0 ? "falls" : "rises")} by {Words.Size(gain)} {since}.";
        var seen = (gain.High - gain.Low) / 2;
        return $"no evidence that the last layer falls {since} (change {Words.Of(gain)}; a fall of less than about "
            + $"{Format.Score(seen)} could not have been seen).";
    }

    /// <summary>Tasks in the order of their times, and which of them are apart.</summary>
    private IEnumerable<Finding> Orders(List<LearningCurve> curves)
    {
        if (curves.Count < 2)
            yield break;
        var timed = curves
            .Select(c => (c.Task, Time: c.Time(Own(c) is { Count: > 0 } own ? own : Others(c), part)))
            .Where(t => double.IsFinite(t.Time.Estimate))
            .OrderBy(t => t.Time.Estimate)
            .ToList();
        var apart = timed
            .SelectMany((a, i) => timed.Skip(i + 1).Where(b => a.Time.High < b.Time.Low).Select(b => $"{a.Task} before {b.Task}"))
            .ToList();
        yield return new Finding(
            "",
            apart.Count > 0
                ? $"intervals of times are apart for: {string.Join("; ", apart)}."
                : "no task's time lies apart from another's, by their intervals."
        );
    }

    private TableModel Times(List<LearningCurve> curves)
    {
        TableCell Time(LearningCurve c, List<LearntPair> pairs) => pairs.Count == 0 ? "–" : Words.PercentCell(c.Time(pairs, part));
        TableCell Delay(LearningCurve c) =>
            Own(c).Count == 0 || Others(c).Count == 0 ? "–" : Words.PercentCell(c.Delay(Others(c), Own(c), part));
        return new TableModel(
            $"Share of pre-training at which {Part} of the best is reached",
            [new("task"), new("layer"), new("same language", true), new("other languages", true), new("later by", true)],
            [.. curves.Select(c => new TableRow([c.Task, c.Layer ?? "–", Time(c, Own(c)), Time(c, Others(c)), Delay(c)]))],
            "The layer is the one with the best mean over all checkpoints and pairs. A mean over pairs, each by its own best."
        );
    }

    private static TableModel Gains(List<LearningCurve> curves) =>
        new(
            "What each layer gains towards the end of pre-training",
            [new("task"), new("layer"), new("same language", true), new("other languages", true)],
            [
                .. curves.SelectMany(c =>
                    (c.Layers.Count == 0 ? [null] : c.Layers.Cast<string?>()).Select(l => new TableRow([
                        c.Task,
                        l ?? "–",
                        Gain(c, Own(c), l),
                        Gain(c, Others(c), l),
                    ]))
                ),
            ],
            "From the last checkpoint that has seen half of pre-training or less to the last of all. Below 0 the layer falls; layer 0 is "
                + "the embeddings."
        );

    private static TableCell Gain(LearningCurve curve, List<LearntPair> pairs, string? layer) =>
        pairs.Count == 0 ? "–" : Words.Cell(curve.Gain(pairs, layer, curve.Half));

    private TableModel PairTimes(LearningCurve curve) =>
        new(
            $"{curve.Task}: by pair",
            [new("fitted in → tested in"), new($"{Part} of the best", true), new($"{curve.Sheet.Metric} at the end", true)],
            [
                .. curve.Pairs.Select(p => new TableRow([
                    p.Title,
                    Words.PercentCell(curve.Time([p], part)),
                    Words.Cell(curve.At([p], curve.Shares.Count - 1)),
                ])),
            ]
        );

    private static PlotModel Plot(LearningCurve curve, AxisInfo axis)
    {
        var shares = curve.Shares;
        PlotSeries Line(string name, int colour, List<LearntPair> pairs) =>
            new(
                name,
                colour,
                [
                    .. Enumerable
                        .Range(0, shares.Count)
                        .Select(t => (t, Mean: curve.At(pairs, t)))
                        .Select(p => new PlotPoint(p.t, p.Mean.Estimate, p.Mean.Low, p.Mean.High)),
                ]
            );
        List<PlotSeries> lines = [];
        if (Own(curve) is { Count: > 0 } own)
            lines.Add(Line("same language", 0, own));
        if (Others(curve) is { Count: > 0 } others)
            lines.Add(Line("other languages", 2, others));
        return new PlotModel(
            $"{curve.Task} over pre-training",
            axis.Name,
            curve.Sheet.Metric,
            [.. shares.Select(Words.Percent)],
            Layout.Place(shares, shares.Count),
            [new PlotPanel("", lines, [])],
            curve.Layer is null ? "Means over languages." : $"Means over pairs, at layer {curve.Layer}."
        )
        {
            FromZero = false,
        };
    }
}
