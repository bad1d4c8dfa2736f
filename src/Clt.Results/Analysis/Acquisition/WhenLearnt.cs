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

        List<AcquisitionCurve> curves =
        [
            .. results.ByTask().Select(t => new AcquisitionCurve(t.Task, t.Results, axis)).Where(c => c.Pairs.Count > 0),
        ];
        List<Timed> times = [.. curves.Select(c => Timed.Of(c, part))];
        return new AnalysisResult(
            Title,
            [.. times.SelectMany(Findings), .. Orders(times)],
            [.. curves.Select(c => Plot(c, axis))],
            [Times(times), Gains(curves), .. curves.Where(c => c.Pairs.Count > 1).Select(PairTimes)]
        );
    }

    /// <summary>When a task is learnt: each interval is resampled once, for findings and tables.</summary>
    private sealed record Timed(AcquisitionCurve Curve, Interval? Own, Interval? Others, Interval? Delay)
    {
        /// <summary>Of a language itself, where that was measured.</summary>
        public Interval First => Own ?? Others!.Value;

        public static Timed Of(AcquisitionCurve curve, double part)
        {
            var (own, others) = (curve.Own, curve.Others);
            return new Timed(
                curve,
                own.Count > 0 ? curve.Time(own, part) : null,
                others.Count > 0 ? curve.Time(others, part) : null,
                own.Count > 0 && others.Count > 0 ? curve.Delay(others, own, part) : null
            );
        }
    }

    private string Part => Words.Percent(part);

    private IEnumerable<Finding> Findings(Timed timed)
    {
        var (curve, place) = (timed.Curve, timed.Curve.Layer is null ? "" : $", layer {timed.Curve.Layer}");
        var time = Words.Percent(timed.First);
        yield return new Finding(curve.Task, $"{Part} of the best is reached after {time} of pre-training{place}.");
        if (timed.Delay is { } delay)
        {
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

    private static string LastLayer(AcquisitionCurve curve)
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
    private static IEnumerable<Finding> Orders(List<Timed> times)
    {
        if (times.Count < 2)
            yield break;
        var timed = times
            .Select(t => (t.Curve.Task, Time: t.First))
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

    private TableModel Times(List<Timed> times)
    {
        static TableCell Cell(Interval? time) => time is { } known ? Words.PercentCell(known) : "–";
        return new TableModel(
            $"Share of pre-training at which {Part} of the best is reached",
            [new("task"), new("layer"), new("same language", true), new("other languages", true), new("later by", true)],
            [.. times.Select(t => new TableRow([t.Curve.Task, t.Curve.Layer ?? "–", Cell(t.Own), Cell(t.Others), Cell(t.Delay)]))],
            "The layer is the one with the best mean over all checkpoints and pairs. A mean over pairs, each by its own best."
        );
    }

    private static TableModel Gains(List<AcquisitionCurve> curves) =>
        new(
            "What each layer gains towards the end of pre-training",
            [new("task"), new("layer"), new("same language", true), new("other languages", true)],
            [
                .. curves.SelectMany(c =>
                    (c.Layers.Count == 0 ? [null] : c.Layers.Cast<string?>()).Select(l => new TableRow([
                        c.Task,
                        l ?? "–",
                        Gain(c, c.Own, l),
                        Gain(c, c.Others, l),
                    ]))
                ),
            ],
            "From the last checkpoint that has seen half of pre-training or less to the last of all. Below 0 the layer falls; layer 0 is "
                + "the embeddings."
        );

    private static TableCell Gain(AcquisitionCurve curve, IReadOnlyList<LearntPair> pairs, string? layer) =>
        pairs.Count == 0 ? "–" : Words.Cell(curve.Gain(pairs, layer, curve.Half));

    private TableModel PairTimes(AcquisitionCurve curve) =>
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

    private static PlotModel Plot(AcquisitionCurve curve, AxisInfo axis)
    {
        var shares = curve.Shares;
        PlotSeries Line(string name, int colour, IReadOnlyList<LearntPair> pairs) =>
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
        if (curve.Own is { Count: > 0 } own)
            lines.Add(Line("same language", 0, own));
        if (curve.Others is { Count: > 0 } others)
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
