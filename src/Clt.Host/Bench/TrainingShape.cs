using Clt.Engine.Data;
using Clt.Engine.Models;

namespace Clt.Host.Bench;

/// <summary>A model and the examples it is trained on in a benchmark.</summary>
/// <param name="Config">The model.</param>
/// <param name="Batch">Examples a step.</param>
/// <param name="TargetShare">Share of an example's tokens, at its end, that are targets.</param>
/// <param name="StepTokens">Tokens of every step; null for what the examples happen to have.</param>
internal sealed record TrainingShape(DecoderConfig Config, int Batch, double TargetShare, int? StepTokens = null)
{
    private const int Longest = 512;
    private const int Shortest = 16;
    private const int MeanAboveShortest = 105;
    private const int MeanLength = Shortest + MeanAboveShortest;

    /// <summary>9 million weights.</summary>
    public static TrainingShape Small(bool quick) => new(Decoder(quick ? 1024 : 8192, quick ? 1 : 6, 256), quick ? 2 : 64, 1);

    /// <summary>35 million weights beside the embedding.</summary>
    public static TrainingShape Large(bool quick) => new(quick ? Decoder(2048, 1, 256) : Decoder(32_000, 8, 512), quick ? 2 : 32, 1);

    /// <summary>A small model with a large vocabulary, trained on answers: a quarter of the tokens are targets.</summary>
    /// <param name="quick">A small vocabulary.</param>
    /// <param name="tokens">Tokens of a step.</param>
    public static TrainingShape Vocabulary(bool quick, int tokens) =>
        new(Decoder(quick ? 4096 : 128_256, quick ? 1 : 6, 256), tokens / MeanLength, 0.25, tokens);

    /// <summary>As many layers and examples in a model of almost no width.</summary>
    public TrainingShape Narrow() =>
        this with
        {
            Config = LlamaConfig.Create(64, Config.Layers, width: 16, heads: 1, keyValueHeads: 1, inner: 48, context: Longest, tied: false),
        };

    /// <summary>Examples of ragged lengths, the same every time.</summary>
    public IReadOnlyList<TokenizedExample> Examples(int count)
    {
        var rng = new Rng(17);
        var lengths = Enumerable
            .Range(0, count)
            .Select(_ => (int)Math.Min(Longest, Shortest + (-Math.Log(1 - rng.NextDouble()) * MeanAboveShortest)))
            .Chunk(Batch)
            .SelectMany(Fitted)
            .ToList();
        return
        [
            .. lengths.Select(
                (length, i) =>
                {
                    int[] ids = [.. Enumerable.Range(0, length).Select(_ => rng.Next(Config.VocabularySize))];
                    bool[] targets = [.. ids.Select((_, t) => t >= length * (1 - TargetShare))];
                    return new TokenizedExample($"{i}", Language.Parse("en"), "bench", ids, targets);
                }
            ),
        ];
    }

    /// <summary>The lengths of a step, made to add up to its tokens: one more or less each, in turns, within the limits.</summary>
    private IEnumerable<int> Fitted(int[] lengths)
    {
        if (StepTokens is not { } tokens || lengths.Length < Batch)
            return lengths;
        for (var i = 0; lengths.Sum() != tokens; i = (i + 1) % lengths.Length)
            lengths[i] = Math.Clamp(lengths[i] + Math.Sign(tokens - lengths.Sum()), Shortest, Longest);
        return lengths;
    }

    /// <summary>
    /// Floating-point operations of a step: those of the products with weights, and of attention over the pairs that it looks at; forwards
    /// once and backwards twice, or once where the weights are frozen.
    /// </summary>
    public double Flops(IEnumerable<TokenizedExample> examples, bool frozen)
    {
        var passes = frozen ? 2 : 3;
        return examples.Sum(e =>
        {
            // The head is computed for targets only.
            double length = e.Ids.Length,
                head = (double)Config.VocabularySize * Config.HiddenSize;
            var weights = 2.0 * ((BodyWeights * length) + (head * e.TargetCount));
            var attention = 2.0 * Config.Layers * Config.Heads * Config.HeadSize * length * length;
            return (passes * weights) + (3 * attention);
        });
    }

    /// <summary>Weights of the layers.</summary>
    private double BodyWeights =>
        Config.Layers
        * (
            ((double)Config.HiddenSize * Config.HeadSize * (2 * Config.Heads + 2 * Config.KeyValueHeads))
            + (3.0 * Config.HiddenSize * Config.IntermediateSize)
        );

    private static DecoderConfig Decoder(int vocabulary, int layers, int width) =>
        LlamaConfig.Create(vocabulary, layers, width, heads: 8, keyValueHeads: 4, inner: width * 11 / 4, context: Longest, tied: false);
}
