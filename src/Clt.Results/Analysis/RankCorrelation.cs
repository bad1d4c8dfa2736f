using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;

namespace Clt.Results.Analysis;

/// <summary>Spearman's rank correlation with its interval and its p, which is exact for few points.</summary>
internal static class RankCorrelation
{
    private const int MostExact = 9;

    /// <summary>Rho with its interval, and its p.</summary>
    /// <param name="x">One value a point.</param>
    /// <param name="y">As many.</param>
    /// <param name="covers">What the points are.</param>
    public static (Interval Rho, double P) Of(double[] x, double[] y, string covers)
    {
        var (rho, p) = Correlation.Spearman(x, y);
        if (x.Length <= MostExact && double.IsFinite(rho))
            p = Correlation.SpearmanExactP(x, y);
        return (IntervalPolicy.RankCorrelation(rho, x.Length, covers), p);
    }
}
