namespace Clt.Results.Statistics.Testing;

/// <summary>Two-sided tests of paired differences that assume no distribution.</summary>
public static class PairedTests
{
    /// <summary>Sign test: how many differences are positive among those that are not zero.</summary>
    public static (int Positive, int Count, double P) Sign(IReadOnlyList<double> differences)
    {
        var (positive, count) = (differences.Count(d => d > 0), differences.Count(d => d != 0));
        return (positive, count, Distributions.FairCoinsTwoSided(positive, count));
    }

    /// <summary>
    /// Permutation test: the share of all sign patterns whose sum is at least as far from zero. For at most 24 differences.
    /// </summary>
    public static double SignFlipExact(IReadOnlyList<double> differences)
    {
        if (differences.Count > 24)
            throw new ArgumentException("Exact enumeration is for at most 24 differences; use SignFlip.", nameof(differences));
        var limit = Math.Abs(differences.Sum()) * (1 - 1e-12);
        var extreme = 0;
        // Gray code: consecutive patterns differ in one sign, so each costs one addition.
        var signs = new double[differences.Count];
        Array.Fill(signs, 1);
        var sum = differences.Sum();
        for (var pattern = 1L; pattern <= 1L << differences.Count; pattern++)
        {
            if (Math.Abs(sum) >= limit - 1e-12)
                extreme++;
            var flip = System.Numerics.BitOperations.TrailingZeroCount(pattern);
            if (flip >= signs.Length)
                break;
            sum -= 2 * signs[flip] * differences[flip];
            signs[flip] = -signs[flip];
        }

        return (double)extreme / (1L << differences.Count);
    }

    /// <summary>
    /// Approximate randomisation (Noreen 1989): as the permutation test, with random sign patterns. p = (1 + extreme) / (1 + trials).
    /// </summary>
    /// <param name="differences">One value a cluster: mean the seeds of an item first.</param>
    /// <param name="seed">The study's seed; its stream <c>bootstrap</c> is used.</param>
    public static double SignFlip(IReadOnlyList<double> differences, Seed seed, int trials = 10_000)
    {
        var rng = seed.Stream("bootstrap").Stream("sign-flip").Generator();
        var limit = Math.Abs(differences.Sum()) * (1 - 1e-12);
        var extreme = 1;
        for (var t = 0; t < trials; t++)
        {
            double sum = 0;
            ulong signs = 0;
            for (var i = 0; i < differences.Count; i++)
            {
                signs = i % 64 == 0 ? rng.NextUInt64() : signs >> 1;
                sum += (signs & 1) == 0 ? differences[i] : -differences[i];
            }

            if (Math.Abs(sum) >= limit)
                extreme++;
        }

        return (double)extreme / (trials + 1);
    }

    /// <summary>
    /// Mann and Whitney's test of two independent samples by the normal approximation with ties and continuity correction.
    /// </summary>
    /// <returns>U of the first sample, and p.</returns>
    public static (double U, double P) MannWhitney(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        double[] all = [.. a, .. b];
        double n = all.Length;
        var product = (double)a.Count * b.Count;
        var u = RankTransform.Average(all).Take(a.Count).Sum() - (a.Count * (a.Count + 1) / 2.0);
        var ties = RankTransform.TieSizes(all).Sum(t => (t * t * t) - t);
        var deviation = Math.Sqrt(product / 12 * (n + 1 - (ties / (n * (n - 1)))));
        var z = (Math.Max(u, product - u) - (product / 2) - 0.5) / deviation;
        return (u, Math.Clamp(2 * MathNet.Numerics.Distributions.Normal.CDF(0, 1, -z), 0, 1));
    }
}
