using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Curves;

/// <summary>What if there were more samples, or fewer? Response curves of each language, and what they predict.</summary>
/// <param name="samples">Samples per language to predict at; the measured ones' doubles and halves by default.</param>
public sealed class ResponseCurves(params double[] samples) : CurveAnalysis
{
    private const int Fewest = 4;

    public override string Title => "What if: fitted response curves";

    public override AnalysisResult Run(MeanScores scores)
    {
        var found = scores.Curves.Where(c => c.Samples.Count >= Fewest).ToList();
        if (found.Count == 0)
            return Nothing($"A response curve needs at least {Fewest} numbers of samples.");
        var (tables, findings) = (new List<TableModel>(), new List<Finding>());
        foreach (var curve in found)
        {
            var at = samples.Length > 0 ? samples : [curve.Samples[^1] / 2, curve.Samples[^1], curve.Samples[^1] * 2];
            var fits = (curve.English + curve.Others).Select(l => (Language: l, Fit: Best(curve, l))).ToList();
            tables.Add(
                new TableModel(
                    $"Predicted scores: {curve.Name}",
                    [new("language"), new("shape"), .. at.Select(n => new TableColumn(Format.Count((long)n), true))],
                    [
                        .. fits.Select(f => new TableRow([
                            f.Language.Short,
                            f.Fit.Description,
                            .. at.Select(n => Words.Cell(f.Fit.Predict(n))),
                        ])),
                    ],
                    "The shape with the lowest AICc for each language; intervals hold given the shape with its knot or scale. Beyond the "
                        + "measured samples this is extrapolation."
                )
            );
            findings.Add(new Finding(curve.Name, Sentence(fits)));
        }

        var plots = scores.Tasks.Select(t =>
            CurveFigure.Of(
                $"{t}: fitted response of seen and unseen languages",
                scores.Metric,
                [.. found.Where(c => c.Task == t).Select(c => (c.Name, Lines(c)))],
                $"Fitted to the means of the groups; bands are {IntervalPolicy.Percent} intervals for one new run."
            )
        );
        return new AnalysisResult(Title, findings, [.. plots.Where(p => p.Panels.Count > 0)], tables);
    }

    private static string Sentence(IReadOnlyList<(Language Language, ResponseFit Fit)> fits)
    {
        IEnumerable<Language> Answering(bool rises) =>
            fits.Where(f => f.Fit.Shape != ResponseShape.Flat && f.Fit.Rises == rises).Select(f => f.Language);
        var said = Words.Sides("rise with more samples", Answering(true), "fall", Answering(false));
        return said.Length == 0 ? "no evidence that any language answers to more samples." : $"{said}; no evidence for the others.";
    }

    /// <summary>The best response curve of a language over samples and seeds.</summary>
    internal static ResponseFit Best(TransferCurve curve, Language language) =>
        ResponseFit.All(curve.Points((n, s) => curve.At(n, language, s)))[0];

    private static IReadOnlyList<CurveFigure.Line> Lines(TransferCurve curve) =>
        [
            .. new[] { ("seen", 1, curve.Seen), ("unseen", 2, curve.Unseen) }
                .Where(g => g.Item3.Count > 0)
                .Select(g =>
                {
                    var fit = ResponseFit.All(curve.Points((n, s) => curve.Mean(n, g.Item3, s)))[0];
                    return new CurveFigure.Line(g.Item1, g.Item2, [.. curve.Samples.Select(n => (n, fit.Predict(n)))]);
                }),
        ];
}
