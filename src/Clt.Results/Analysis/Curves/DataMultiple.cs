using System.Globalization;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>How many times as much data does one task need as another to reach its plateau, with the same model and mixture?</summary>
/// <param name="without">Languages to leave out of the mean.</param>
public sealed class DataMultiple(LanguageSet? without = null) : CurveAnalysis
{
    public override string Title => "How much more data one task needs than another";

    public override AnalysisResult Run(MeanScores scores)
    {
        var pairs = scores
            .Curves.GroupBy(c => (c.Model, c.Setting, c.Trained))
            .SelectMany(g =>
            {
                var points = g.Select(c => (Curve: c, Point: PlateauPoint.Of(c.Points((n, s) => c.Relative(n, without, s)))))
                    .Where(p => p.Point is not null)
                    .ToList();
                return points.SelectMany(a =>
                    points
                        .Where(b => b.Curve != a.Curve && Order(a.Point!, b.Point!))
                        .Select(b => (a.Curve, More: a.Point!, Other: b.Curve, Less: b.Point!))
                );
            })
            .ToList();
        if (pairs.Count == 0)
            return Nothing("This needs two tasks of the same model with at least four numbers of samples.");
        var rows = pairs
            .Select(p => (Pair: p, Multiple: Multiple(p.More, p.Less)))
            .Select(p => new TableRow([
                $"{p.Pair.Curve.Name} over {p.Pair.Other.Task}",
                Times(p.Pair.More.WithinAPoint / p.Pair.Less.WithinAPoint),
                new TableCell(Words.Times(p.Multiple), p.Multiple),
            ]));
        var table = new TableModel(
            "Multiple of the data needed",
            [new("tasks"), new("by the paper's reading", true), new("by broken lines", true)],
            [.. rows],
            "The paper's reading: the smallest samples within 0.01 of the best share of English. "
                + "Broken lines: the ratio of knots; its interval errs on the wide side."
        );
        return new AnalysisResult(
            Title,
            [.. pairs.Select(p => new Finding(p.Curve.Name, Sentence(p.Curve.Task, p.Other.Task, p.More, p.Less)))],
            [Plot(pairs)],
            [table]
        );
    }

    /// <summary>Each pair once, the task that needs more first.</summary>
    private static bool Order(PlateauPoint a, PlateauPoint b) => a.Knot.Estimate > b.Knot.Estimate;

    internal static Interval Multiple(PlateauPoint more, PlateauPoint less) => IntervalPolicy.Quotient(more.Knot, less.Knot);

    private static string Sentence(string task, string other, PlateauPoint more, PlateauPoint less)
    {
        var times = Multiple(more, less);
        // A curve that does not answer to samples has a knot all the same.
        return times.Low > 1 && more.Shape != ResponseShape.Flat && less.Shape != ResponseShape.Flat
            ? $"{task} needs {Words.Times(times)} times the samples of {other}."
            : $"no evidence that {task} needs more samples than {other} ({Words.Times(times)} times).";
    }

    private static PlotModel Plot(IReadOnlyList<(TransferCurve Curve, PlateauPoint More, TransferCurve Other, PlateauPoint Less)> pairs)
    {
        var points = pairs
            .Select((p, i) => (Value: Multiple(p.More, p.Less), Tick: i))
            .Select(p => new PlotPoint(p.Tick, Math.Log2(p.Value.Estimate), Math.Log2(p.Value.Low), Math.Log2(p.Value.High)))
            .ToList();
        string[] ticks = [.. pairs.Select(p => $"{p.Curve.Task} over {p.Other.Task}, {p.Curve.Model}, {p.Curve.Setting}")];
        return new PlotModel(
            "Doublings of data that one task needs over another",
            "doublings",
            "",
            ticks,
            Layout.Place(null, ticks.Length),
            [new PlotPanel("", [new PlotSeries("", 1, points)], [new PlotLine("equal", 0)])],
            "Zero: both need the same; 1: twice as much."
        )
        {
            Sideways = true,
        };
    }

    private static string Times(double value) => value.ToString("0.0", CultureInfo.InvariantCulture);
}
