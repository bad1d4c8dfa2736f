using Clt.Results.Statistics.Resampling;
using MathNet.Numerics.Statistics;

namespace Clt.Results.Statistics.Testing;

/// <summary>Student's and Welch's t-tests, two-sided.</summary>
public static class TTests
{
    /// <summary>Paired: differences a - b against zero.</summary>
    public static (double T, double P, int Freedom) Paired(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var d = a.Zip(b, (x, y) => x - y).ToList();
        var t = d.Mean() / (d.StandardDeviation() / Math.Sqrt(d.Count));
        return (t, Distributions.TTwoSided(t, d.Count - 1), d.Count - 1);
    }

    /// <summary>Interval for the mean difference a - b.</summary>
    public static (double Low, double High) PairedInterval(
        IReadOnlyList<double> a,
        IReadOnlyList<double> b,
        double level = IntervalPolicy.Level
    )
    {
        var d = a.Zip(b, (x, y) => x - y).ToList();
        var half = Distributions.TQuantile((1 + level) / 2, d.Count - 1) * d.StandardDeviation() / Math.Sqrt(d.Count);
        return (d.Mean() - half, d.Mean() + half);
    }

    /// <summary>Two samples with variances of their own.</summary>
    public static (double T, double P) Welch(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var (va, vb) = (a.Variance() / a.Count, b.Variance() / b.Count);
        var t = (a.Mean() - b.Mean()) / Math.Sqrt(va + vb);
        var freedom = (va + vb) * (va + vb) / ((va * va / (a.Count - 1)) + (vb * vb / (b.Count - 1)));
        return (t, Distributions.TTwoSided(t, freedom));
    }

    /// <summary>Two samples of equal variance.</summary>
    public static (double T, double P) Independent(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var freedom = a.Count + b.Count - 2;
        var pooled = (((a.Count - 1) * a.Variance()) + ((b.Count - 1) * b.Variance())) / freedom;
        var t = (a.Mean() - b.Mean()) / Math.Sqrt(pooled * ((1.0 / a.Count) + (1.0 / b.Count)));
        return (t, Distributions.TTwoSided(t, freedom));
    }
}
