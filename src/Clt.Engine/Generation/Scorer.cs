using Clt.Engine.Layers;
using Clt.Engine.Models;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Engine.Generation;

/// <summary>Measures how likely given continuations are.</summary>
/// <remarks>What pairs have in common at their beginnings, such as one context of several continuations, or examples before all, is computed once.</remarks>
public static class Scorer
{
    /// <summary>Sums of the natural log-probabilities of continuations, each given its context.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pairs">Context ids (the beginning token included; not empty) and continuation ids (not empty).</param>
    /// <param name="microBatchTokens">Most tokens of a forward pass; a longer pair is read alone.</param>
    /// <param name="scored">Is given every pair's place and sum as it is known, in any order; may be null.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>In the order of the pairs.</returns>
    /// <exception cref="InputException">A pair is longer than the model's context, or a part of it is empty.</exception>
    public static IReadOnlyList<double> LogLikelihood(
        LanguageModel model, IReadOnlyList<(int[] Context, int[] Continuation)> pairs, int microBatchTokens = 4096,
        Action<int, double>? scored = null, CancellationToken cancel = default)
    {
        if (pairs.Any(p => p.Context.Length == 0 || p.Continuation.Length == 0))
        {
            throw new InputException(
                "a context or continuation has no tokens", "scoring", "Give the model a beginning token, and every item a continuation.");
        }

        if (pairs.Count == 0) return [];
        model.CheckLength(pairs.Max(p => p.Context.Length + p.Continuation.Length));
        using var noGrad = no_grad();
        using var pass = new ScoringPass(model, pairs, microBatchTokens);
        while (!pass.IsDone)
        {
            cancel.ThrowIfCancellationRequested();
            pass.Advance((pair, sum) => scored?.Invoke(pair, sum));
        }

        return pass.Sums;
    }
}
