using Clt.Results.Scores;
using Clt.Results.Store;

namespace Clt.Running.Tests.Toys;

/// <summary>Stored results made up for comparisons.</summary>
internal static class Made
{
    /// <summary>A study of one condition: item scores by language and seed.</summary>
    public static ResultSet Set(string study, params (string Language, long Seed, double[] Values)[] scores) =>
        Set(study, "m", "m|v:1", true, scores);

    public static ResultSet Set(
        string study,
        string metric,
        string signature,
        bool higher,
        params (string Language, long Seed, double[] Values)[] scores
    ) =>
        new(
            ResultSet.CurrentSchema,
            study,
            [],
            scores.Select(s => s.Language).Distinct().ToDictionary(l => l, _ => "seen"),
            [new MetricNote(metric, higher)],
            [
                .. scores
                    .GroupBy(s => s.Seed)
                    .Select(g =>
                        Run(
                            $"{study}-{g.Key}",
                            g.Key,
                            new Dictionary<string, string>(),
                            [.. g.Select(s => Score(s.Language, metric, signature, s.Values))]
                        )
                    ),
            ],
            0
        );

    public static MeasuredRun Run(string cell, long seed, Dictionary<string, string> axes, params ScoreRecord[] scores) =>
        new(axes, new CellResult(CellResult.CurrentSchema, cell, CellKind.Finetune, seed, "w", new Dictionary<string, double>(), scores));

    public static ScoreRecord Score(
        string language,
        string metric,
        string signature,
        double[] values,
        IReadOnlyList<IReadOnlyList<double>>? statistics = null
    ) => new(language, metric, signature, values.Average(), 0, 1, [.. values.Select((_, i) => $"item-{i}")], values, statistics);

    /// <summary>0 and 1 with a share of ones, the same for the same seed.</summary>
    public static double[] Coins(int count, double share, long seed)
    {
        var rng = ((Seed)seed).Generator();
        return [.. Enumerable.Range(0, count).Select(_ => rng.NextDouble() < share ? 1.0 : 0)];
    }
}
