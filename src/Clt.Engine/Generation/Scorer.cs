using Clt.Engine.Data;
using Clt.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation;

/// <summary>Measures how likely given continuations are.</summary>
public static class Scorer
{
    /// <summary>Sums of the natural log-probabilities of continuations, each given its context.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pairs">Context ids (the beginning token included; not empty) and continuation ids (not empty).</param>
    /// <param name="microBatchTokens">Most tokens of a forward pass.</param>
    /// <returns>In the order of the pairs.</returns>
    /// <exception cref="InputException">A pair is longer than the model's context, or a part of it is empty.</exception>
    public static IReadOnlyList<double> LogLikelihood(
        LanguageModel model, IReadOnlyList<(int[] Context, int[] Continuation)> pairs, int microBatchTokens = 4096)
    {
        if (pairs.Any(p => p.Context.Length == 0 || p.Continuation.Length == 0))
        {
            throw new InputException(
                "a context or continuation has no tokens", "scoring", "Give the model a beginning token, and every item a continuation.");
        }

        using var noGrad = no_grad();
        var sums = new List<double>();
        foreach (var range in MicroBatches.Split([.. pairs.Select(p => p.Context.Length + p.Continuation.Length)], microBatchTokens))
        {
            using var scope = NewDisposeScope();
            Score(model, [.. pairs.Take(range)], sums);
        }

        return sums;
    }

    private static void Score(LanguageModel model, IReadOnlyList<(int[] Context, int[] Continuation)> pairs, List<double> sums)
    {
        using var batch = PackedBatch.Of([.. pairs.Select(p => (IReadOnlyList<int>)[.. p.Context, .. p.Continuation])]);
        var hidden = model.Forward(batch);
        // Only the states that predict the continuation are projected onto the vocabulary.
        var (at, targets) = (new List<long>(), new List<long>());
        for (var i = 0; i < pairs.Count; i++)
        {
            for (var t = 0; t < pairs[i].Continuation.Length; t++)
            {
                at.Add(batch.Starts[i] + pairs[i].Context.Length + t - 1);
                targets.Add(pairs[i].Continuation[t]);
            }
        }

        var logits = model.Logits(hidden.index_select(0, tensor(at.ToArray())));
        var chosen = logits.gather(1, tensor(targets.ToArray()).unsqueeze(1)).squeeze(1);
        var scores = (chosen - logits.logsumexp(1)).data<float>().ToArray();
        var next = 0;
        foreach (var pair in pairs)
        {
            var sum = 0.0;
            for (var t = 0; t < pair.Continuation.Length; t++) sum += scores[next++];
            sums.Add(sum);
        }
    }
}
