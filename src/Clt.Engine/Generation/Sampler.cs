namespace Clt.Engine.Generation;

/// <summary>Draws a token from a row of logits.</summary>
internal static class Sampler
{
    /// <summary>The likeliest token; the first of equals.</summary>
    public static int Greedy(ReadOnlySpan<float> logits)
    {
        var best = 0;
        for (var i = 1; i < logits.Length; i++)
        {
            if (logits[i] > logits[best]) best = i;
        }

        return best;
    }

    /// <summary>Natural log-probability of a token.</summary>
    public static double LogProbability(ReadOnlySpan<float> logits, int token)
    {
        var max = logits[Greedy(logits)];
        var sum = 0.0;
        foreach (var logit in logits) sum += Math.Exp(logit - max);
        return logits[token] - max - Math.Log(sum);
    }

    /// <summary>Temperature, then top-k, then top-p, as in transformers.</summary>
    public static int Sample(ReadOnlySpan<float> logits, GenerationSettings settings, Rng rng)
    {
        var ids = new int[logits.Length];
        var keys = new double[logits.Length];
        var max = logits[Greedy(logits)];
        for (var i = 0; i < ids.Length; i++) (ids[i], keys[i]) = (i, -Math.Exp((logits[i] - max) / settings.Temperature));
        var kept = ids.Length;
        if (settings.TopK > 0 || settings.TopP < 1)
        {
            // Likeliest first, lower ids first among equals, so that the cut is the same everywhere.
            Array.Sort(keys, ids, Comparer<double>.Default);
            if (settings.TopK > 0) kept = Math.Min(kept, settings.TopK);
            if (settings.TopP < 1) kept = Nucleus(keys.AsSpan(0, kept), settings.TopP);
        }

        var total = 0.0;
        for (var i = 0; i < kept; i++) total -= keys[i];
        var point = rng.NextDouble() * total;
        for (var i = 0; i < kept; i++)
        {
            point += keys[i];
            if (point < 0) return ids[i];
        }

        return ids[kept - 1];
    }

    /// <summary>How many of the likeliest are needed for their probabilities to reach the sum; at least 1.</summary>
    private static int Nucleus(ReadOnlySpan<double> negativeWeights, double topP)
    {
        var total = 0.0;
        foreach (var weight in negativeWeights) total -= weight;
        var sum = 0.0;
        for (var i = 0; i < negativeWeights.Length; i++)
        {
            sum -= negativeWeights[i];
            if (sum >= topP * total) return i + 1;
        }

        return negativeWeights.Length;
    }
}
