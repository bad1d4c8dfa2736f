using MathNet.Numerics.Distributions;

namespace Clt.Results.Statistics.Resampling;

/// <summary>Confidence intervals from bootstrap replicates (Efron and Tibshirani, An Introduction to the Bootstrap, chapters 13 and 14).</summary>
public static class BootstrapIntervals
{
    /// <summary>Quantiles (1 ± level) / 2 of the replicates.</summary>
    public static (double Low, double High) Percentile(IReadOnlyList<double> replicates, double level = 0.95)
    {
        var sorted = Sorted(replicates);
        return (Quantile.OfSorted(sorted, (1 - level) / 2), Quantile.OfSorted(sorted, 1 - ((1 - level) / 2)));
    }

    /// <summary>The percentile interval mirrored at the estimate.</summary>
    public static (double Low, double High) Basic(IReadOnlyList<double> replicates, double estimate, double level = 0.95)
    {
        var (low, high) = Percentile(replicates, level);
        return ((2 * estimate) - high, (2 * estimate) - low);
    }

    /// <summary>
    /// Bias-corrected and accelerated interval. Where all replicates are equal, or the estimate lies outside them, it is the percentile
    /// interval.
    /// </summary>
    /// <param name="replicates">Finite values of the statistic on the resamples.</param>
    /// <param name="estimate">The statistic on the data.</param>
    /// <param name="acceleration">From <see cref="Acceleration"/>; NaN counts as 0.</param>
    /// <param name="level">In (0, 1).</param>
    public static (double Low, double High) Bca(
        IReadOnlyList<double> replicates, double estimate, double acceleration, double level = 0.95)
    {
        var sorted = Sorted(replicates);
        var z0 = BiasCorrection(replicates, estimate);
        if (!double.IsFinite(z0)) return Percentile(replicates, level);
        if (!double.IsFinite(acceleration)) acceleration = 0;
        return (End((1 - level) / 2), End(1 - ((1 - level) / 2)));

        double End(double p)
        {
            var z = z0 + Normal.InvCDF(0, 1, p);
            return Quantile.OfSorted(sorted, Normal.CDF(0, 1, z0 + (z / (1 - (acceleration * z)))));
        }
    }

    /// <summary>
    /// z0: the normal quantile of the share of replicates below the estimate, ties counting half; infinite where none or all are below.
    /// </summary>
    public static double BiasCorrection(IReadOnlyList<double> replicates, double estimate)
    {
        double below = 0;
        foreach (var value in replicates) below += value < estimate ? 1 : value == estimate ? 0.5 : 0;
        return Normal.InvCDF(0, 1, below / replicates.Count);
    }

    /// <summary>Acceleration from the leave-one-out values of the statistic, one list for each independent sample that is resampled.</summary>
    /// <returns>0 where leaving out changes nothing.</returns>
    public static double Acceleration(params IReadOnlyList<IReadOnlyList<double>> leaveOneOut)
    {
        double cubes = 0, squares = 0;
        foreach (var values in leaveOneOut)
        {
            if (values.Count < 2) continue;
            var mean = values.Average();
            foreach (var value in values)
            {
                var influence = (values.Count - 1) * (mean - value) / values.Count;
                squares += influence * influence;
                cubes += influence * influence * influence;
            }
        }

        return squares == 0 ? 0 : cubes / (6 * Math.Pow(squares, 1.5));
    }

    private static double[] Sorted(IReadOnlyList<double> replicates)
    {
        var sorted = replicates.ToArray();
        Array.Sort(sorted);
        return sorted;
    }
}
