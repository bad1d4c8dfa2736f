using Clt.Results.Analysis;
using Clt.Results.Scores;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis.Curves;

/// <summary>Made-up mean scores whose truth is known.</summary>
internal static class Scores
{
    public static readonly double[] Samples = [0, 100, 200, 400, 800, 1600, 3200];

    /// <summary>Scores of English, es and ja (trained), ar and pt (not), at every number of samples and seed.</summary>
    /// <param name="value">Language tag, samples, seed.</param>
    public static IEnumerable<MeanScore> Of(
        Func<string, double, long, double> value,
        string task = "task",
        string model = "model",
        string setting = "single",
        string trained = "es ja",
        int seeds = 1,
        double[]? samples = null,
        int english = 1000
    ) =>
        from n in samples ?? Samples
        from seed in Enumerable.Range(1, seeds)
        from tag in new[] { "en", "es", "ja", "ar", "pt" }
        select new MeanScore(task, model, setting, Langs(trained), n, Language.Parse(tag), seed, value(tag, n, seed)) { English = english };

    /// <summary>A small error without pattern, the same in every run.</summary>
    public static double Noise(string tag, double n, long seed, double size = 0.002) =>
        ((new Seed((ulong)seed).Stream($"{tag} {n}").Generator().NextDouble() * 2) - 1) * size;

    public static MeanScores Table(params IEnumerable<MeanScore>[] rows) => new([.. rows.SelectMany(r => r)]);

    /// <summary>The findings' sentences.</summary>
    public static IReadOnlyList<string> Said(this AnalysisResult result) => [.. result.Findings.Select(f => f.Sentence)];
}
