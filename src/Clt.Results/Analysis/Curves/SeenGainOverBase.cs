using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>What do seen languages gain over the base, or where it was not measured, over training on English alone?</summary>
public sealed class SeenGainOverBase : CurveAnalysis
{
    public override string Title => "Gain of seen languages over the base";

    public override AnalysisResult Run(MeanScores scores)
    {
        var rows = scores
            .Curves.Where(c => c.Seen.Count > 1)
            .Select(c => (Curve: c, Base: scores.BaseOf(c)))
            .Where(r => r.Base.Count > 0 || r.Curve.Samples.Count > 1)
            .Select(r => (r.Curve, Over: r.Base.Count > 0 ? "the base" : "English alone", Gains: Gains(r.Curve, r.Base)))
            .Where(r => r.Gains.Count > 0)
            .ToList();
        if (rows.Count == 0)
            return Nothing("This needs at least two seen languages, and the base or runs without samples.");
        var table = new TableModel(
            "Gain of seen languages",
            [new("curve"), new("over"), new("smallest samples", true), new("largest samples", true), new("languages", true)],
            [
                .. rows.Select(r => new TableRow([
                    r.Curve.Name,
                    r.Over,
                    Words.Cell(r.Gains[0].Value),
                    Words.Cell(r.Gains[^1].Value),
                    $"{r.Curve.Seen.Count}",
                ])),
            ],
            "Means over seen languages."
        );
        var plots = scores
            .Tasks.Select(t =>
                CurveFigure.Of(
                    $"{t}: gain of seen languages",
                    "gain",
                    [
                        .. rows.Where(r => r.Curve.Task == t)
                            .Select(r => (r.Curve.Name, (IReadOnlyList<CurveFigure.Line>)[new CurveFigure.Line("seen", 1, r.Gains)])),
                    ],
                    $"Over the base where it was measured, else over English alone. Bands are "
                        + $"{IntervalPolicy.Percent} intervals over languages."
                ) with
                {
                    FromZero = true,
                }
            )
            .Where(p => p.Panels.Count > 0);
        return new AnalysisResult(
            Title,
            [.. rows.Select(r => new Finding(r.Curve.Name, Sentence(r.Curve, r.Over, r.Gains[^1])))],
            [.. plots],
            [table]
        );
    }

    private static IReadOnlyList<(double Samples, Interval Value)> Gains(TransferCurve curve, IReadOnlyDictionary<string, double> start)
    {
        double From(Language l) => start.Count > 0 ? start.GetValueOrDefault(l.Code, double.NaN) : curve.At(curve.Samples[0], l);
        return
        [
            .. curve
                .Samples.Skip(start.Count > 0 ? 0 : 1)
                .Select(n =>
                    (n, Estimates.Mean([.. curve.Seen.Select(l => curve.At(n, l) - From(l)).Where(double.IsFinite)], "languages"))
                ),
        ];
    }

    private static string Sentence(TransferCurve curve, string over, (double Samples, Interval Value) last) =>
        Words.IsClear(last.Value)
            ? $"seen languages {(last.Value.Estimate > 0 ? "gain" : "lose")} {Words.Size(last.Value)} over {over} with "
                + $"{Format.Count((long)last.Samples)} samples each."
            : $"no evidence that seen languages gain over {over} with {Format.Count((long)last.Samples)} samples each (difference "
                + $"{Words.Of(last.Value)}).";
}
