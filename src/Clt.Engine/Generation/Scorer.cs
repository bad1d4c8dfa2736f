using Clt.Engine.Models;
using static TorchSharp.torch;

namespace Clt.Engine.Generation;

/// <summary>Measures how likely given continuations are.</summary>
/// <remarks>
/// What pairs have in common at their beginnings, such as one context of several continuations, or examples before all, is computed once.
/// </remarks>
public static class Scorer
{
    /// <summary>Sums of the natural log-probabilities of continuations, each given its context.</summary>
    /// <param name="model">The model.</param>
    /// <param name="pairs">Context ids (the beginning token included; not empty) and continuation ids (not empty).</param>
    /// <param name="microBatchTokens">Most tokens of a forward pass; a longer pair is read alone.</param>
    /// <param name="scored">Is given every pair's place and sum as it is known, in any order; may be null.</param>
    /// <param name="cancel">Stops.</param>
    /// <returns>In the order of the pairs.</returns>
    /// <exception cref="InputException">
    /// Pairs are longer than the model's context, or a part is empty or has tokens that the model lacks.
    /// </exception>
    public static IReadOnlyList<double> LogLikelihood(
        LanguageModel model,
        IReadOnlyList<(int[] Context, int[] Continuation)> pairs,
        int microBatchTokens = 4096,
        Action<int, double>? scored = null,
        CancellationToken cancel = default
    )
    {
        var longest = model.Config.ContextLength;
        Problem[] problems =
        [
            .. TokenChecks.Of([.. pairs.Select(p => p.Context)], longest, model.Config, "scoring, context"),
            .. TokenChecks.Of([.. pairs.Select(p => p.Continuation)], longest, model.Config, "scoring, continuation"),
        ];
        var whole = pairs.Select(p => (int[])[.. p.Context, .. p.Continuation]).ToList();
        if (problems.Length == 0)
            problems = [.. TokenChecks.Of(whole, longest, model.Config, "scoring, pair")];
        if (problems.Length > 0)
            throw new InputException(problems);
        if (pairs.Count == 0)
            return [];
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
