using MathNet.Numerics;
using MathNet.Numerics.Distributions;

namespace Clt.Results.Statistics.Testing;

/// <summary>Tails and quantiles of the distributions that tests use. Quantiles are polished by Newton steps to full precision.</summary>
public static class Distributions
{
    public static double NormalQuantile(double p) => Normal.InvCDF(0, 1, p);

    /// <summary>P(|Z| ≥ |z|).</summary>
    public static double NormalTwoSided(double z) => SpecialFunctions.Erfc(Math.Abs(z) / Math.Sqrt(2));

    /// <summary>P(T ≥ t).</summary>
    public static double TTail(double t, double freedom)
    {
        var tail = SpecialFunctions.BetaRegularized(freedom / 2, 0.5, freedom / (freedom + (t * t))) / 2;
        return t >= 0 ? tail : 1 - tail;
    }

    /// <summary>P(|T| ≥ |t|).</summary>
    public static double TTwoSided(double t, double freedom) => double.IsNaN(t) ? t : 2 * TTail(Math.Abs(t), freedom);

    public static double TQuantile(double p, double freedom) =>
        Polish(StudentT.InvCDF(0, 1, freedom, p), t => 1 - TTail(t, freedom) - p, t => StudentT.PDF(0, 1, freedom, t));

    /// <summary>P(F ≥ f).</summary>
    public static double FTail(double f, double first, double second) =>
        SpecialFunctions.BetaRegularized(second / 2, first / 2, second / (second + (first * f)));

    /// <summary>P(χ² ≥ x).</summary>
    public static double ChiSquaredTail(double x, double freedom) =>
        double.IsPositiveInfinity(x) ? 0
        : double.IsNaN(x) ? x
        : SpecialFunctions.GammaUpperRegularized(freedom / 2, x / 2);

    public static double BetaQuantile(double p, double a, double b) =>
        Polish(Beta.InvCDF(a, b, p), x => SpecialFunctions.BetaRegularized(a, b, x) - p, x => Beta.PDF(a, b, x));

    /// <summary>P(X ≤ k) of n fair coins.</summary>
    public static double FairCoinsCdf(int k, int n) =>
        k < 0 ? 0
        : k >= n ? 1
        : SpecialFunctions.BetaRegularized(n - k, k + 1, 0.5);

    /// <summary>Two-sided binomial test of k among n against one half.</summary>
    public static double FairCoinsTwoSided(int k, int n) => Math.Min(1, 2 * FairCoinsCdf(Math.Min(k, n - k), n));

    private static double Polish(double x, Func<double, double> function, Func<double, double> slope)
    {
        for (var i = 0; i < 4; i++)
        {
            var step = function(x) / slope(x);
            if (double.IsFinite(step))
                x -= step;
        }

        return x;
    }
}
