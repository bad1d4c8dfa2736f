using Clt.Plugins.Catalog;
using Clt.Results.Statistics.Resampling;

namespace Clt.Host.Bench;

/// <summary>How fast metrics score and the bootstrap resamples, on texts made up from one seed.</summary>
internal sealed class MetricsBenchmark : Benchmark
{
    private const int Columns = 8;
    private const int Items = 250;
    private const int Seeds = 3;

    public override string Name => "metrics";

    public override string Description =>
        """
            Scores made-up texts: BLEU and chrF of 25 words, ROUGE-L (rouge-score) and TER of 52 words, entity F1 of 25 tags, one thread;
            and draws the
            cluster bootstrap's resamples of 8 languages × 250 items × 3 seeds, on all threads. Goals are five times the rates of
            sacreBLEU, rouge-score
            and seqeval on such a machine.

            Examples:
              clt bench metrics
              clt bench metrics --json
            """;

    public override IEnumerable<Measured> Run(BenchRun run)
    {
        var texts = new MadeUpText(run.Quick ? 100 : 10_000);
        var metrics = PluginHost
            .Load([])
            .All<IMetric>()
            .GroupBy(m => m.Info.Name)
            .ToDictionary(g => g.Key, g => g.First(), StringComparer.Ordinal);
        yield return Scored("bleu", texts.Short);
        yield return Scored("chrf", texts.Short);
        yield return Scored("rouge-score-l", texts.Long);
        yield return Scored("ter", texts.Long);
        yield return Scored("entity-f1", texts.Tags);
        var resamples = run.Quick ? 100 : 10_000;
        var table = ScoreTable.Of(Scores());
        yield return new Measured(
            "bootstrap",
            "resamples/s",
            run.Rates(() =>
            {
                new ClusterBootstrap(table, new Seed(1), resamples).Of(Mean);
                return resamples;
            })
        );

        Measured Scored(string name, IReadOnlyList<Prediction> items)
        {
            var metric =
                metrics.GetValueOrDefault(name)
                ?? throw new InputException(
                    $"no plugin gives the metric '{name}'",
                    "bench metrics",
                    "Build the plugins of this source tree."
                );
            return new Measured(
                name,
                "items/s",
                run.Rates(() =>
                {
                    metric.Aggregate([.. items.Select(metric.Score)]);
                    return items.Count;
                })
            );
        }
    }

    private static double Mean(Sums sums)
    {
        var total = 0.0;
        for (var c = 0; c < Columns; c++)
            total += sums.Mean($"{c}");
        return total / Columns;
    }

    private static IEnumerable<ItemResult> Scores()
    {
        var rng = new Seed(1).Generator();
        for (var c = 0; c < Columns; c++)
        {
            for (var s = 0; s < Seeds; s++)
            {
                for (var i = 0; i < Items; i++)
                    yield return new ItemResult($"{c}", $"{i}", s, rng.NextDouble());
            }
        }
    }
}
