using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>The transfer matrix: what each set of training languages brings each measured language, over English alone.</summary>
public sealed class SourceTargetTransfer : CurveAnalysis
{
    private const string Over = "runs";

    public override string Title => "Transfer from source to target languages";

    public override AnalysisResult Run(MeanScores scores)
    {
        var groups = scores.Curves.Where(c => c.Samples.Count > 1).GroupBy(c => (c.Task, c.Model, c.Setting)).ToList();
        if (groups.Count == 0)
            return Nothing("This needs runs with and without samples of the source languages.");
        var (tables, plots, findings) = (new List<TableModel>(), new List<PlotModel>(), new List<Finding>());
        foreach (var group in groups)
        {
            var name = string.Join(", ", group.Key.Task, group.Key.Model, group.Key.Setting);
            var targets = new LanguageSet(group.SelectMany(c => c.English + c.Others));
            var rows = group
                .Select(c => (Curve: c, Source: TransferCurve.Short(c.Trained), Gains: targets.Select(t => Gain(c, t)).ToList()))
                .ToList();
            tables.Add(
                new TableModel(
                    $"Gain over {Format.Count((long)rows[0].Curve.Samples[0])} samples: {name}",
                    [new("source"), .. targets.Select(t => new TableColumn(t.Short, true))],
                    [.. rows.Select(r => new TableRow([r.Source, .. r.Gains.Select(Words.Cell)]))],
                    "The mean of the runs with more samples (and of seeds) less the runs with the fewest, whose error is included. "
                        + "Neighbouring runs share data, so the intervals are rough."
                )
            );
            plots.Add(
                RowFigure.Of(
                    $"Gain of each language: {name}",
                    "gain",
                    [.. targets.Select(t => t.Short)],
                    [.. rows.Select((r, i) => (r.Source, i % 4, (IReadOnlyList<Interval>)r.Gains))],
                    "Over the run without samples of the source languages."
                )
            );
            findings.AddRange(rows.Select(r => new Finding(r.Curve.Name, Sentence(targets, r.Gains))));
        }

        return new AnalysisResult(Title, findings, plots, tables);
    }

    /// <summary>
    /// The mean of the later runs less that of the first ones, as of two samples of equal variance: the first run errs too.
    /// </summary>
    private static Interval Gain(TransferCurve curve, Language target)
    {
        double[] Runs(IEnumerable<double> samples) =>
            [.. samples.SelectMany(n => curve.Seeds.Select(s => curve.At(n, target, s))).Where(double.IsFinite)];
        var (first, later) = (Runs(curve.Samples.Take(1)), Runs(curve.Samples.Skip(1)));
        if (first.Length == 0 || later.Length == 0)
            return Estimates.Mean([], Over);
        var freedom = first.Length + later.Length - 2;
        var variance = (Squares(first) + Squares(later)) / freedom;
        var error = Math.Sqrt(variance * ((1.0 / first.Length) + (1.0 / later.Length)));
        return IntervalPolicy.StudentT(later.Average() - first.Average(), error, freedom, later.Length, Over);
    }

    private static double Squares(double[] values) => values.Sum(v => Math.Pow(v - values.Average(), 2));

    private static string Sentence(LanguageSet targets, IReadOnlyList<Interval> gains)
    {
        var said = Words.Sides(
            "gain",
            targets.Where((_, i) => Words.IsClear(gains[i]) && gains[i].Low > 0),
            "lose",
            targets.Where((_, i) => Words.IsClear(gains[i]) && gains[i].High < 0)
        );
        return said.Length == 0 ? "no evidence that any language gains or loses." : $"{said}; no evidence of a change in the others.";
    }
}
