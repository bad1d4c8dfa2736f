using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Statistics.Testing;

/// <summary>Correlations with two-sided p-values (definitions as in SciPy).</summary>
public static class Correlation
{
    /// <summary>Pearson's r; p by Student's t with n - 2 degrees of freedom. NaN for a constant side.</summary>
    public static (double R, double P) Pearson(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        var (mx, my) = (x.Average(), y.Average());
        double xy = 0,
            xx = 0,
            yy = 0;
        for (var i = 0; i < x.Count; i++)
        {
            xy += (x[i] - mx) * (y[i] - my);
            xx += (x[i] - mx) * (x[i] - mx);
            yy += (y[i] - my) * (y[i] - my);
        }

        var r = Math.Clamp(xy / Math.Sqrt(xx * yy), -1, 1);
        return (r, PValue(r, x.Count - 2));
    }

    /// <summary>Interval for Pearson's r by Fisher's transformation; needs n of at least 4.</summary>
    public static (double Low, double High) PearsonInterval(double r, int n, double level = IntervalPolicy.Level)
    {
        var half = Distributions.NormalQuantile((1 + level) / 2) / Math.Sqrt(n - 3);
        return (Math.Tanh(Math.Atanh(r) - half), Math.Tanh(Math.Atanh(r) + half));
    }

    /// <summary>Spearman's rho: Pearson's r of ranks.</summary>
    public static (double R, double P) Spearman(IReadOnlyList<double> x, IReadOnlyList<double> y) =>
        Pearson(RankTransform.Average(x), RankTransform.Average(y));

    /// <summary>Exact two-sided p of Spearman's rho over all orders of y; for at most 9 pairs.</summary>
    public static double SpearmanExactP(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Count > 9)
            throw new ArgumentException("Exact enumeration is for at most 9 pairs; use Spearman's p.", nameof(x));
        var (rx, ry) = (RankTransform.Average(x), RankTransform.Average(y));
        var centre = (x.Count + 1) / 2.0;
        double Covariance(double[] order) => Math.Abs(rx.Zip(order, (a, b) => (a - centre) * (b - centre)).Sum());
        var observed = Covariance(ry);
        var (extreme, all) = (0, 0);
        foreach (var order in Permutations(ry, 0))
        {
            all++;
            if (Covariance(order) >= observed - 1e-9)
                extreme++;
        }

        return (double)extreme / all;
    }

    /// <summary>Correlation of x and y with z held fixed; p with n - 3 degrees of freedom.</summary>
    public static (double R, double P) Partial(IReadOnlyList<double> x, IReadOnlyList<double> y, IReadOnlyList<double> z)
    {
        var (xy, xz, yz) = (Pearson(x, y).R, Pearson(x, z).R, Pearson(y, z).R);
        var r = (xy - (xz * yz)) / Math.Sqrt((1 - (xz * xz)) * (1 - (yz * yz)));
        return (r, PValue(r, x.Count - 3));
    }

    private static double PValue(double r, double freedom) =>
        Distributions.TTwoSided(r * Math.Sqrt(freedom / ((1 - r) * (1 + r))), freedom);

    private static IEnumerable<double[]> Permutations(double[] values, int from)
    {
        if (from >= values.Length - 1)
        {
            yield return values;
            yield break;
        }

        for (var i = from; i < values.Length; i++)
        {
            (values[from], values[i]) = (values[i], values[from]);
            foreach (var rest in Permutations(values, from + 1))
                yield return rest;
            (values[from], values[i]) = (values[i], values[from]);
        }
    }
}
