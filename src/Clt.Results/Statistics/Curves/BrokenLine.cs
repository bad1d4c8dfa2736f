using Clt.Results.Statistics.Regression;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;

namespace Clt.Results.Statistics.Curves;

/// <summary>The curve y = A + B min(x, Knot) with x = ln(1 + n): a rise, then a plateau (Hudson 1966).</summary>
/// <param name="Knot">Where the plateau begins, as ln(1 + n).</param>
public sealed record BrokenLine(double A, double B, double Knot, double SumOfSquares)
{
    /// <summary>The number of samples at which the plateau begins.</summary>
    public double Samples => Math.Exp(Knot) - 1;

    /// <summary>The height of the plateau.</summary>
    public double Plateau => A + (B * Knot);

    /// <summary>The best fit with the knot at an inner data point; the first of equally good ones.</summary>
    public static BrokenLine FitAtData(IReadOnlyList<double> n, IReadOnlyList<double> y)
    {
        var x = Xs(n);
        return x.Distinct().Order().Skip(1).SkipLast(1).Select(k => At(x, y, k)).MinBy(f => f.SumOfSquares)!;
    }

    /// <summary>The best fit with the knot anywhere between the second data point and the last.</summary>
    public static BrokenLine Fit(IReadOnlyList<double> n, IReadOnlyList<double> y)
    {
        var x = Xs(n);
        var distinct = x.Distinct().Order().ToList();
        var candidates = distinct.Skip(1).Select(k => At(x, y, k)).ToList();
        for (var i = 1; i + 1 < distinct.Count; i++)
        {
            // With a known number of points on the rise, the knot is where their line meets the others' mean, if that is between the two
            // points.
            var rise = Enumerable.Range(0, x.Length).Where(j => x[j] <= distinct[i]).ToList();
            var line = new LinearModel([.. rise.Select(j => new[] { 1, x[j] })], [.. rise.Select(j => y[j])]).Coefficients;
            var plateau = Enumerable.Range(0, x.Length).Where(j => x[j] > distinct[i]).Average(j => y[j]);
            var knot = (plateau - line[0]) / line[1];
            if (knot > distinct[i] && knot < distinct[i + 1])
                candidates.Add(At(x, y, knot));
        }

        return candidates.MinBy(f => f.SumOfSquares)!;
    }

    /// <summary>
    /// The knots (as numbers of samples) whose fit is not significantly worse than the best, by the F distribution of the profile.
    /// </summary>
    /// <returns>The ends of the set on a grid of 1,000 steps; it reaches the data's ends where they do not tell the knot.</returns>
    public static (double Low, double High) SamplesInterval(
        IReadOnlyList<double> n,
        IReadOnlyList<double> y,
        double level = IntervalPolicy.Level
    )
    {
        var x = Xs(n);
        var distinct = x.Distinct().Order().ToList();
        var freedom = x.Length - 3;
        if (freedom < 1)
            return (Math.Exp(distinct[1]) - 1, Math.Exp(distinct[^1]) - 1);
        var t = Distributions.TQuantile((1 + level) / 2, freedom);
        var limit = Fit(n, y).SumOfSquares * (1 + (t * t / freedom)) * (1 + 1e-12);
        var kept = Enumerable
            .Range(0, 1001)
            .Select(i => distinct[1] + (i / 1000.0 * (distinct[^1] - distinct[1])))
            .Append(Fit(n, y).Knot)
            .Where(k => At(x, y, k).SumOfSquares <= limit)
            .ToList();
        return (Math.Exp(kept.Min()) - 1, Math.Exp(kept.Max()) - 1);
    }

    private static double[] Xs(IReadOnlyList<double> n) => [.. n.Select(v => Math.Log(1 + v))];

    private static BrokenLine At(double[] x, IReadOnlyList<double> y, double knot)
    {
        var model = new LinearModel([.. x.Select(v => new[] { 1, Math.Min(v, knot) })], y);
        return new(model.Coefficients[0], model.Coefficients[1], knot, model.ResidualSumOfSquares);
    }
}
