using MathNet.Numerics.Distributions;

namespace Clt.Results.Statistics.Resampling;

/// <summary>Percentile interval from bootstrap replicates (Efron and Tibshirani, An Introduction to the Bootstrap, chapter 13).</summary>
public static class BootstrapIntervals
{
    /// <summary>Quantiles (1 ± level) / 2 of the replicates.</summary>
    public static (double Low, double High) Percentile(IReadOnlyList<double> replicates, double level = IntervalPolicy.Level)
    {
        var sorted = replicates.ToArray();
        Array.Sort(sorted);
        return (Quantile.OfSorted(sorted, (1 - level) / 2), Quantile.OfSorted(sorted, 1 - ((1 - level) / 2)));
    }
}
