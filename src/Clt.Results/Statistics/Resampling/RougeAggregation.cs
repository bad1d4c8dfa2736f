using Clt.Results.Statistics.Numpy;

namespace Clt.Results.Statistics.Resampling;

/// <summary>rouge-score's bootstrap aggregation: percentiles of resampled means, reproduced from numpy's legacy generator.</summary>
/// <remarks>For numbers that stand beside published ones; new studies use <see cref="ClusterBootstrap"/>.</remarks>
public static class RougeAggregation
{
    /// <summary>Low, middle and high of the means of each column over resamples of the rows.</summary>
    /// <param name="rows">Items; each row is precision, recall, F1.</param>
    /// <param name="rng">Seeded by the caller; measures aggregated one after the other share the stream.</param>
    /// <returns>Three arrays, one value a column.</returns>
    public static (double[] Low, double[] Mid, double[] High) Aggregate(
        IReadOnlyList<double[]> rows,
        Mt19937 rng,
        int samples = 1000,
        double confidence = IntervalPolicy.Level
    )
    {
        var columns = rows[0].Length;
        var means = Enumerable.Range(0, columns).Select(_ => new double[samples]).ToArray();
        for (var s = 0; s < samples; s++)
        {
            foreach (var i in rng.Integers(rows.Count, rows.Count))
            {
                for (var c = 0; c < columns; c++)
                    means[c][s] += rows[i][c];
            }

            for (var c = 0; c < columns; c++)
                means[c][s] /= rows.Count;
        }

        foreach (var column in means)
            Array.Sort(column);
        var alpha = (1 - confidence) / 2;
        double[] At(double p) => [.. means.Select(m => Quantile.OfSorted(m, p))];
        return (At(alpha), At(0.5), At(1 - alpha));
    }
}
