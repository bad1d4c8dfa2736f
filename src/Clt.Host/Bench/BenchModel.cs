using Clt.Engine.Models;

namespace Clt.Host.Bench;

/// <summary>The model and the prompts of the benchmarks of generation and scoring.</summary>
internal static class BenchModel
{
    private const int Vocabulary = 8192;

    /// <summary>About 9 million fresh weights: a fresh model takes as long as a trained one.</summary>
    public static LanguageModel Create() =>
        LanguageModel.Create(
            LlamaConfig.Create(Vocabulary, layers: 6, width: 256, heads: 8, keyValueHeads: 4, inner: 704, context: 1024, tied: false),
            new Seed(1)
        );

    /// <summary>Random tokens.</summary>
    public static int[] Tokens(int count, int seed)
    {
        var rng = new Rng((ulong)seed);
        return [.. Enumerable.Range(0, count).Select(_ => rng.Next(Vocabulary))];
    }
}
