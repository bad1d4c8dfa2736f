using Clt.Engine.Generation.Decoding;

namespace Clt.Engine.Generation.Logits;

/// <summary>
/// Leaves the fewest likeliest tokens whose probabilities reach a sum, at least one (Holtzman et al. 2020, nucleus sampling).
/// </summary>
internal sealed class TopP(double sum) : ILogitsProcessor
{
    public void Process(LiveSequence sequence, Span<float> scores)
    {
        var max = scores[LogitRow.Largest(scores)];
        var total = Math.Exp(LogitRow.LogSumExp(scores) - max);
        // Tokens less likely than this together have less than 1 - sum: none of them is needed, and most of a vocabulary is among them.
        var least = (1 - sum) / scores.Length * total;
        var keys = new List<(double, int)>();
        for (var i = 0; i < scores.Length; i++)
        {
            var weight = Math.Exp(scores[i] - max);
            if (weight < least)
                continue;
            keys.Add((-weight, i));
        }

        // Lower ids first among equals, so that the cut is the same everywhere.
        keys.Sort();
        var kept = new HashSet<int>();
        var reached = 0.0;
        foreach (var (negative, id) in keys)
        {
            if (kept.Count > 0 && reached >= sum * total)
                break;
            kept.Add(id);
            reached -= negative;
        }

        for (var i = 0; i < scores.Length; i++)
        {
            if (!kept.Contains(i))
                scores[i] = float.NegativeInfinity;
        }
    }
}
