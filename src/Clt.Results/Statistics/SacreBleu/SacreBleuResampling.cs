using Clt.Results.Statistics.Numpy;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Statistics.SacreBleu;

/// <summary>
/// sacreBLEU's bootstrap and its two paired tests (Koehn 2004; Riezler and Maxwell 2005), reproduced draw by draw from numpy's generator.
/// </summary>
/// <remarks>
/// Statistics are a row a sentence: what is summed before the metric is computed. Both systems see the same draws, since each starts a
/// fresh generator.
/// For new studies prefer <see cref="ClusterBootstrap"/>; this is for numbers that stand beside published ones.
/// </remarks>
/// <param name="seed">sacreBLEU's default.</param>
/// <param name="samples">Resamples of the bootstrap.</param>
/// <param name="trials">Trials of approximate randomisation.</param>
public sealed class SacreBleuResampling(int seed = 12345, int samples = 1000, int trials = 10_000)
{
    /// <summary>The scores of the resamples, in the order of drawing.</summary>
    public double[] Bootstrap(IReadOnlyList<double[]> statistics, SacreBleuScorer scorer)
    {
        var rng = new Pcg64((UInt128)seed);
        var scores = new double[samples];
        for (var s = 0; s < samples; s++)
        {
            var sums = new float[statistics[0].Length];
            for (var i = 0; i < statistics.Count; i++)
                Add(sums, statistics[rng.Next(statistics.Count)]);
            scores[s] = scorer.Score(sums);
        }

        return scores;
    }

    /// <summary>Mean and 95 % interval of bootstrap scores.</summary>
    /// <param name="paired">
    /// Whether as in paired tests, where single-precision scores are summed in single precision; elsewhere the mean is exact.
    /// </param>
    public static SacreBleuInterval Interval(double[] scores, SacreBleuScorer scorer, bool paired = false)
    {
        var sorted = scores.Order().ToArray();
        var low = sorted[sorted.Length / 40];
        var high = sorted[sorted.Length - (sorted.Length / 40) - 1];
        var mean = !paired || !scorer.SinglePrecision ? scores.Average() : NumpyMean.Of<float>(Array.ConvertAll(sorted, s => (float)s));
        if (scorer.SinglePrecision)
            mean = (float)mean;
        var half = scorer.SinglePrecision ? 0.5f * ((float)high - (float)low) : 0.5 * (high - low);
        return new(mean, half, low, high);
    }

    /// <summary>Paired bootstrap: the share of resamples whose difference exceeds the mean difference by more than the real one.</summary>
    /// <param name="baseline">Bootstrap scores of one system.</param>
    /// <param name="other">Bootstrap scores of the other, from the same draws.</param>
    /// <param name="realDifference">|score of one - score of the other| on all sentences.</param>
    public static double PairedBootstrapP(double[] baseline, double[] other, double realDifference, SacreBleuScorer scorer)
    {
        if (scorer.SinglePrecision)
        {
            var gaps = baseline.Zip(other, (a, b) => MathF.Abs((float)a - (float)b)).ToArray();
            var mean = NumpyMean.Of<float>(gaps);
            return PValue(gaps.Select(g => (double)(g - mean)), (float)realDifference);
        }

        var wide = baseline.Zip(other, (a, b) => Math.Abs(a - b)).ToArray();
        var wideMean = NumpyMean.Of<double>(wide);
        return PValue(wide.Select(g => g - wideMean), realDifference);
    }

    /// <summary>
    /// Approximate randomisation: swaps sentences between the systems at random and counts differences above the real one.
    /// </summary>
    public double ApproximateRandomisationP(IReadOnlyList<double[]> baseline, IReadOnlyList<double[]> other, SacreBleuScorer scorer)
    {
        var keep = new Pcg64((UInt128)seed).Booleans(trials * baseline.Count);
        var gaps = new double[trials];
        for (var t = 0; t < trials; t++)
        {
            var (first, second) = (new float[baseline[0].Length], new float[baseline[0].Length]);
            for (var i = 0; i < baseline.Count; i++)
            {
                var kept = keep[(t * baseline.Count) + i];
                Add(first, kept ? baseline[i] : other[i]);
                Add(second, kept ? other[i] : baseline[i]);
            }

            var (a, b) = (scorer.Score(first), scorer.Score(second));
            gaps[t] = Difference(a, b, scorer);
        }

        return PValue(gaps, Difference(scorer.Score(Sum(baseline)), scorer.Score(Sum(other)), scorer));
    }

    private static double Difference(double a, double b, SacreBleuScorer scorer) =>
        scorer.SinglePrecision ? MathF.Abs((float)a - (float)b) : Math.Abs(a - b);

    private static float[] Sum(IReadOnlyList<double[]> rows)
    {
        var sums = new float[rows[0].Length];
        foreach (var row in rows)
            Add(sums, row);
        return sums;
    }

    private static double PValue(IEnumerable<double> statistics, double realDifference)
    {
        var (above, count) = (1.0, 1);
        foreach (var statistic in statistics)
        {
            if (statistic > realDifference)
                above++;
            count++;
        }

        return above / count;
    }

    private static void Add(float[] sums, double[] row)
    {
        for (var k = 0; k < sums.Length; k++)
            sums[k] += (float)row[k];
    }
}
