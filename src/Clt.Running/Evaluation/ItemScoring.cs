using Clt.Engine.Plugins;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;

namespace Clt.Running.Evaluation;

/// <summary>Scores predictions by metrics.</summary>
internal static class ItemScoring
{
    private const int Resamples = 2000;

    /// <summary>One record a metric, with the interval over items.</summary>
    public static IEnumerable<ScoreRecord> Score(
        Language language,
        IReadOnlyList<PredictionLine> lines,
        IReadOnlyList<IMetric> metrics,
        MetricContext context
    )
    {
        if (lines.Count == 0)
            yield break;
        var predictions = lines.Select(l => l.Of(language)).ToList();
        foreach (var metric in metrics)
        {
            var before = ProcessState.Take();
            var items = metric is IBatchMetric batch
                ? PluginCall.Run(
                    batch,
                    $"Score of the metric '{metric.Info.Name}'",
                    lines[0].Item,
                    context.Report,
                    () => batch.Score(predictions, context)
                )
                : [.. predictions.Select(p => Scored(metric, p, context))];
            before.Restore($"the metric '{metric.Info.Name}' (in {PluginCall.PluginOf(metric)})", context.Report);
            yield return Record(language, metric, [.. lines.Select(l => l.Item)], items);
        }
    }

    private static ItemScore Scored(IMetric metric, Prediction prediction, MetricContext context) =>
        PluginCall.Run(
            metric,
            $"Score of the metric '{metric.Info.Name}'",
            prediction.ItemId,
            context.Report,
            () => metric.Score(prediction)
        );

    /// <summary>The record of a metric's item scores, with the interval over items.</summary>
    /// <param name="language">The language.</param>
    /// <param name="metric">Adds them up.</param>
    /// <param name="names">Names of the items; those of batches where it is scored in such.</param>
    /// <param name="items">A score a name.</param>
    public static ScoreRecord Record(Language language, IMetric metric, IReadOnlyList<string> names, IReadOnlyList<ItemScore> items)
    {
        var summed = items.Any(i => i.Statistics is not null);
        var results = names.Select((name, i) => new ItemResult("score", name, 0, items[i].Value, items[i].Statistics));
        var bootstrap = new ClusterBootstrap(ScoreTable.Of(results), new Seed(1), Resamples);
        var interval = summed
            ? bootstrap.Of("score", sums => metric.Aggregate([new ItemScore(double.NaN, sums.ToArray())]))
            : bootstrap.Mean("score");
        var range = metric.Info.Range;
        interval =
            interval.Method == IntervalMethod.None && range.IsProportion && double.IsFinite(interval.Estimate)
                ? IntervalPolicy.Proportion(interval.Estimate, interval.Items, 1)
                : interval.Within(range.Low, range.High);
        return new ScoreRecord(
            language.Code,
            metric.Info.Name,
            metric.Info.Signature,
            metric.Aggregate(items),
            interval.Low,
            interval.High,
            names,
            [.. items.Select(i => i.Value)],
            summed ? [.. items.Select(i => i.Statistics!)] : null,
            interval.Method
        );
    }
}
