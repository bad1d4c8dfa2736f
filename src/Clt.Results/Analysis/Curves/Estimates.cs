using Clt.Results.Statistics.Regression;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;

namespace Clt.Results.Analysis.Curves;

/// <summary>Means and slopes of a handful of independent values, with intervals by Student's t.</summary>
internal static class Estimates
{
    /// <summary>The mean; no interval for fewer than two values, or where all are equal.</summary>
    /// <param name="values">The values.</param>
    /// <param name="over">What they vary over, such as <c>languages</c>.</param>
    public static Interval Mean(IReadOnlyList<double> values, string over)
    {
        if (values.Count == 0)
            return IntervalPolicy.None(double.NaN, "there is no value");
        var mean = values.Average();
        var error = Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Count - 1) / values.Count);
        return IntervalPolicy.StudentT(mean, error, values.Count - 1, values.Count, over);
    }

    /// <summary>The slope of a line through points, with the p of a slope of zero; undefined for fewer than three distinct x.</summary>
    public static (Interval Slope, double P) Slope(IReadOnlyList<double> x, IReadOnlyList<double> y, string over)
    {
        if (x.Distinct().Count() < 3)
            return (IntervalPolicy.None(double.NaN, $"too few values over {over}", x.Count), double.NaN);
        var line = new LinearModel([.. x.Select(v => new[] { 1, v })], y);
        var (slope, error) = (line.Coefficients[1], line.Errors()[1]);
        return (IntervalPolicy.StudentT(slope, error, line.Freedom, x.Count, over), Distributions.TTwoSided(slope / error, line.Freedom));
    }
}
