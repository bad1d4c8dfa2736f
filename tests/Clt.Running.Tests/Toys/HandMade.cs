using Clt.Results.Scores;
using Clt.Results.Store;

namespace Clt.Running.Tests.Toys;

/// <summary>Results written by hand: English, Spanish (seen), Japanese (unseen); a base, and 0 and 100 samples under two seeds.</summary>
internal static class HandMade
{
    private static readonly string[] Languages = ["eng_Latn", "spa_Latn", "jpn_Jpan"];

    /// <summary>Item scores of English, Spanish and Japanese; four items each.</summary>
    public static StudyResults Results { get; } =
        new(
            "hand/made",
            [new AxisInfo("samples", ["0", "100"], [0, 100])],
            new LanguageGroups(
                new Dictionary<string, string>
                {
                    ["eng_Latn"] = "english",
                    ["spa_Latn"] = "seen",
                    ["jpn_Jpan"] = "unseen",
                }
            ),
            [
                Run(CellKind.Reference, null, 1, "0000", "0000", "0000"),
                Run(CellKind.Finetune, "0", 1, "1111", "1000", "1000"),
                Run(CellKind.Finetune, "0", 2, "1111", "1100", "0000"),
                Run(CellKind.Finetune, "100", 1, "1111", "1111", "1100"),
                Run(CellKind.Finetune, "100", 2, "1110", "1111", "1000"),
            ],
            new Dictionary<string, IMetric> { ["exact"] = new ToyMetric() },
            0
        );

    public static Condition Base { get; } = new(new Dictionary<string, string>(), true);

    public static Condition At(string samples) => new(new Dictionary<string, string> { ["samples"] = samples }, false);

    private static MeasuredRun Run(CellKind kind, string? samples, long seed, params string[] scores) =>
        new(
            samples is null ? new Dictionary<string, string>() : new Dictionary<string, string> { ["samples"] = samples },
            new CellResult(
                CellResult.CurrentSchema,
                $"{kind}{samples}{seed}",
                kind,
                seed,
                "weights",
                new Dictionary<string, double> { ["parameters"] = 1000 },
                [.. Languages.Select((l, i) => Score(l, [.. scores[i].Select(s => (double)(s - '0'))]))]
            )
        );

    private static ScoreRecord Score(string language, double[] values) =>
        new(language, "exact", "exact|v:1", values.Average(), 0, 1, [.. values.Select((_, i) => $"item-{i}")], values, null);
}
