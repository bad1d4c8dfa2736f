using Clt.Results.Statistics.Regression;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;

namespace Clt.Results.Analysis.Curves;

/// <summary>Estimates with 95 % intervals by Student's t from a handful of independent values.</summary>
internal static class Estimates
{
    private const double Level = 0.95;

    /// <summary>The mean; its interval is undefined for fewer than two values.</summary>
    public static Interval Mean(IReadOnlyList<double> values)
    {
        if (values.Count == 0) return Of(double.NaN, double.NaN, 1, 0);
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count);
        return Of(mean, error, values.Count - 1, values.Count);
    }

    /// <summary>The slope of a line through points, with the p of a slope of zero; undefined for fewer than three distinct x.</summary>
    public static (Interval Slope, double P) Slope(IReadOnlyList<double> x, IReadOnlyList<double> y)
    {
        if (x.Distinct().Count() < 3) return (Of(double.NaN, double.NaN, 1, x.Count), double.NaN);
        var line = new LinearModel([.. x.Select(v => new[] { 1, v })], y);
        var (slope, error) = (line.Coefficients[1], line.Errors()[1]);
        return (Of(slope, error, line.Freedom, x.Count), Distributions.TTwoSided(slope / error, line.Freedom));
    }

    /// <summary>An estimate with its standard error.</summary>
    public static Interval Of(double estimate, double error, double freedom, int values)
    {
        var half = freedom < 1 ? double.NaN : Distributions.TQuantile((1 + Level) / 2, freedom) * error;
        return new Interval(estimate, estimate - half, estimate + half, Level, values, 1);
    }
}
