using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Results.Tables;

namespace Clt.Results.Analysis.Streams;

/// <summary>
/// Continual learning over streams of languages (M'hamdi et al. 2023, arXiv 2205.11152): what each method forgets and transfers, alone and
/// against one of them, with intervals over items, seeds and orders.
/// </summary>
/// <param name="axes">Where methods and orders are.</param>
/// <param name="baseline">The method that others are compared with.</param>
public sealed class ContinualTransfer(StreamAxes axes, string baseline) : IAnalysis
{
    /// <summary>Metrics to report; the headline where none is named.</summary>
    public IReadOnlyList<string> Metrics { get; init; } = [];

    /// <summary>The method with encoder layers for each language; empty for none.</summary>
    public string Encoder { get; init; } = "";

    /// <summary>The method with a head for each language; empty for none.</summary>
    public string Head { get; init; } = "";

    public string Title => "Continual learning over streams of languages";

    /// <summary>Its matrices stand for those of each stream.</summary>
    public bool ShowsStages => true;

    public AnalysisResult Run(StudyResults results)
    {
        var metrics = Metrics.Count > 0 ? Metrics : [results.Headline];
        var parts = metrics.Select(m => Of(results, m)).ToList();
        return new AnalysisResult(
            Title,
            [.. parts.SelectMany(p => p.Findings)],
            [.. parts.SelectMany(p => p.Plots)],
            [.. parts.SelectMany(p => p.Tables)]
        );
    }

    private AnalysisResult Of(StudyResults results, string metric)
    {
        var sheet = results.Sheet(metric);
        if (!sheet.HigherIsBetter)
            return Nothing($"{metric} falls where a model is better, and the measures are of scores that rise.");
        var scores = new StreamScores(
            results,
            sheet,
            axes,
            methods => [.. methods.Where(m => m != baseline).Select(m => (m, baseline)), (Head, Encoder)]
        );
        if (!scores.Methods.Contains(baseline) || scores.Hops(baseline) < 2)
            return Nothing($"This needs streams of at least two hops at '{baseline}' of the axis '{axes.Method}', in all their languages.");
        List<string> others = [.. scores.Methods.Where(m => m != baseline)];
        double[] Adjusted(StreamMeasure m) =>
            MultipleTesting.Holm([.. others.Select(o => IntervalPolicy.PValue(scores.Of(o, m, baseline)))]);
        var (end, forgetting) = (Adjusted(StreamMeasure.End), Adjusted(StreamMeasure.Forgetting));
        List<TableModel> tables = [StreamTables.Measures(scores, metric)];
        if (others.Count > 0)
            tables.Add(StreamTables.Against(scores, metric, baseline, others, end, forgetting));
        tables.AddRange(scores.Methods.Where(m => scores.Hops(m) > 0).Select(m => StreamTables.Matrix(scores, metric, m)));
        List<Finding> findings =
        [
            .. others.SelectMany((o, i) => Said(scores, metric, o, end[i], forgetting[i])),
            .. Component(scores, metric),
        ];
        if (findings.Count == 0)
            findings.Add(Forgotten(scores, metric));
        return new AnalysisResult(Title, findings, [Plot(scores, metric)], tables);
    }

    private AnalysisResult Nothing(string why) => new(Title, [new Finding("", why)], [], []);

    private Finding Forgotten(StreamScores scores, string metric)
    {
        var lost = scores.Of(baseline, StreamMeasure.Forgetting);
        return new Finding(
            metric,
            Words.IsClear(lost)
                ? $"a hop leaves the languages before it {Words.Size(lost)} {(lost.Estimate > 0 ? "below" : "above")} their best."
                : $"no evidence that languages are forgotten ({Words.Of(lost)})."
        );
    }

    private IEnumerable<Finding> Said(StreamScores scores, string metric, string method, double end, double forgetting)
    {
        var final = scores.Of(method, StreamMeasure.End, baseline);
        yield return new Finding(
            metric,
            IsClear(final, end)
                ? $"{method} ends {Words.Size(final)} {Words.Side(final)} {baseline}."
                : $"no evidence that {method} ends above or below {baseline} (difference {Words.Of(final)})."
        );
        var less = scores.Of(method, StreamMeasure.Forgetting, baseline);
        if (!double.IsFinite(less.Estimate))
            yield break;
        yield return new Finding(
            metric,
            IsClear(less, forgetting)
                ? $"{method} forgets {Words.Size(less)} {(less.Estimate < 0 ? "less" : "more")} than {baseline}."
                : $"no evidence that {method} forgets less or more than {baseline} (difference {Words.Of(less)})."
        );
    }

    /// <summary>What each language has a copy of cannot be forgotten; what still is, is forgotten by the rest.</summary>
    private IEnumerable<Finding> Component(StreamScores scores, string metric)
    {
        if (!scores.Methods.Contains(Encoder) || !scores.Methods.Contains(Head))
            yield break;
        var more = scores.Of(Head, StreamMeasure.Forgetting, Encoder);
        yield return new Finding(
            metric,
            Words.IsClear(more)
                ? $"the {(more.Estimate > 0 ? "encoder" : "head")} is the component that forgets: streams with {Head} forget "
                    + $"{Words.Size(more)} {(more.Estimate > 0 ? "more" : "less")} than streams with {Encoder}."
                : $"no evidence whether encoder or head forgets ({Head} less {Encoder}: {Words.Of(more)})."
        );
    }

    private static bool IsClear(Interval difference, double p) => Words.IsClear(difference) && p < 1 - IntervalPolicy.Level;

    private static PlotModel Plot(StreamScores scores, string metric) =>
        RowFigure.Of(
            $"{metric} at the end of the stream, and forgetting",
            metric,
            scores.Methods,
            [
                ("score at the end", 1, [.. scores.Methods.Select(m => scores.Of(m, StreamMeasure.End))]),
                ("forgetting", 2, [.. scores.Methods.Select(m => scores.Of(m, StreamMeasure.Forgetting))]),
            ],
            "Means over orders; the joint reference forgets nothing."
        );
}
