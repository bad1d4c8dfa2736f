using MathNet.Numerics.Statistics;

namespace Clt.Results.Statistics.Testing;

/// <summary>Standardised differences (Cohen 1988; Hedges 1981).</summary>
public static class EffectSize
{
    /// <summary>d_z: mean of the paired differences a - b over their standard deviation.</summary>
    public static double CohenDz(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var d = a.Zip(b, (x, y) => x - y).ToList();
        return d.Mean() / d.StandardDeviation();
    }

    /// <summary>d: difference of means over the pooled standard deviation.</summary>
    public static double CohenD(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var pooled = (((a.Count - 1) * a.Variance()) + ((b.Count - 1) * b.Variance())) / (a.Count + b.Count - 2);
        return (a.Mean() - b.Mean()) / Math.Sqrt(pooled);
    }

    /// <summary>g: d with Hedges' correction for small samples.</summary>
    public static double HedgesG(IReadOnlyList<double> a, IReadOnlyList<double> b) =>
        CohenD(a, b) * (1 - (3 / ((4.0 * (a.Count + b.Count)) - 9)));

    /// <summary>h of two proportions: the difference of their arcsines, positive where the second is larger.</summary>
    public static double CohenH(double p1, double p2) => 2 * (Math.Asin(Math.Sqrt(p2)) - Math.Asin(Math.Sqrt(p1)));
}
