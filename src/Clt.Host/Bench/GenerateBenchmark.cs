using Clt.Engine.Generation;
using Clt.Engine.Models;

namespace Clt.Host.Bench;

/// <summary>How fast answers to few-shot prompts are generated.</summary>
internal sealed class GenerateBenchmark : Benchmark
{
    public override string Name => "generate";

    public override string Description =>
        """
            Generates 64 new tokens for each of 250 prompts of a common 8-shot prefix (700 tokens) and a question (60 tokens), with a
            model of 9 million
            weights; beside it the plain way, which reads every prompt whole and pads to the longest (here all are as long).

            Examples:
              clt bench generate
              clt bench generate --runs 5 --json
              clt bench generate --quick
            """;

    public override IEnumerable<Measured> Run(BenchRun run)
    {
        using var model = BenchModel.Create();
        var (prefix, question, answer, items) = run.Quick ? (70, 6, 4, 10) : (700, 60, 64, 250);
        var plain = run.Quick ? 4 : 16;
        var settings = new GenerationSettings
        {
            MaxNewTokens = answer,
            StopAtEos = false,
            BatchSize = items,
        };
        var shots = BenchModel.Tokens(prefix, 0);
        var shared = Enumerable.Range(1, items).Select(i => (int[])[.. shots, .. BenchModel.Tokens(question, i)]).ToArray();
        var whole = Enumerable.Range(1, plain).Select(i => BenchModel.Tokens(prefix + question, i)).ToArray();

        Generate(model, shared[..4], settings with { MaxNewTokens = 2 });
        var rates = run.Rates(() => Generate(model, shared, settings));
        var others = run.Rates(() => Generate(model, whole, settings));
        yield return new Measured("shared prefix", "new tokens/s", rates);
        yield return new Measured("shared prefix, normed", "new tokens/s", rates, PerGemm: true);
        yield return new Measured($"plain padded way, extrapolated from {plain} of {items} prompts", "new tokens/s", others);
        yield return new Measured("times as fast as the plain way", "x", [.. rates.Zip(others, (a, b) => a / b)]);
    }

    private static double Generate(LanguageModel model, int[][] prompts, GenerationSettings settings) =>
        TextGenerator.Generate(model, null, prompts, settings, new Seed(1)).Sum(t => t.Ids.Count);
}
