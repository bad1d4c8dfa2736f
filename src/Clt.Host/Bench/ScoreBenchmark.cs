using Clt.Engine.Generation;

namespace Clt.Host.Bench;

/// <summary>How fast the answers of multiple-choice items are scored.</summary>
internal sealed class ScoreBenchmark : Benchmark
{
    public override string Name => "score";

    public override string Description =>
        """
            Scores 4 continuations (8 tokens) of each of 200 contexts, which are a common 5-shot prefix (440 tokens) and a question (60
            tokens), with a model
            of 9 million weights; a request is one continuation. Beside it the plain way, which reads every context and continuation whole
            and pads to the
            longest (here all are as long).

            Examples:
              clt bench score
              clt bench score --runs 5 --json
              clt bench score --quick
            """;

    public override IEnumerable<Measured> Run(BenchRun run)
    {
        using var model = BenchModel.Create();
        var (prefix, question, answer, contexts) = run.Quick ? (44, 6, 2, 6) : (440, 60, 8, 200);
        var plain = run.Quick ? 4 : 32;
        var shots = BenchModel.Tokens(prefix, 0);
        var shared = Enumerable
            .Range(0, 4 * contexts)
            .Select(i => ((int[])[.. shots, .. BenchModel.Tokens(question, 1 + i / 4)], BenchModel.Tokens(answer, 1000 + i)))
            .ToList();
        var whole = Enumerable
            .Range(0, plain)
            .Select(i => (BenchModel.Tokens(prefix + question, 1 + i), BenchModel.Tokens(answer, 1000 + i)))
            .ToList();

        var rates = run.Rates(() => Scorer.LogLikelihood(model, shared).Count);
        var others = run.Rates(() => Scorer.LogLikelihood(model, whole).Count);
        yield return new Measured("shared contexts", "requests/s", rates);
        yield return new Measured("shared contexts, normed", "requests/s", rates, PerGemm: true);
        yield return new Measured($"plain padded way, extrapolated from {plain} of {4 * contexts} requests", "requests/s", others);
        yield return new Measured("times as fast as the plain way", "x", [.. rates.Zip(others, (a, b) => a / b)]);
    }
}
