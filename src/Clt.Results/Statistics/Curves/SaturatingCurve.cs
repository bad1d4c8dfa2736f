using Clt.Results.Statistics.Regression;

namespace Clt.Results.Statistics.Curves;

/// <summary>The curve y = Plateau - Gain exp(-n / Scale), by least squares.</summary>
/// <param name="Scale">Samples after which 63 % of the gain is reached.</param>
public sealed record SaturatingCurve(double Plateau, double Gain, double Scale, double SumOfSquares)
{
    /// <summary>For each scale the rest is linear, so only the scale is searched: a scan, then golden section.</summary>
    /// <param name="n">At least three distinct numbers of samples.</param>
    public static SaturatingCurve Fit(IReadOnlyList<double> n, IReadOnlyList<double> y)
    {
        var positive = n.Where(v => v > 0).Order().ToList();
        var (low, high) = (Math.Log(positive[0] / 10), Math.Log(positive[^1] * 10));
        var step = (high - low) / 200;
        var centre = Enumerable.Range(0, 201).Select(i => low + (i * step)).MinBy(l => At(n, y, l).SumOfSquares);
        (low, high) = (centre - step, centre + step);
        var golden = (Math.Sqrt(5) - 1) / 2;
        while (high - low > 1e-10)
        {
            var (a, b) = (high - (golden * (high - low)), low + (golden * (high - low)));
            if (At(n, y, a).SumOfSquares < At(n, y, b).SumOfSquares)
                high = b;
            else
                low = a;
        }

        return At(n, y, (low + high) / 2);
    }

    private static SaturatingCurve At(IReadOnlyList<double> n, IReadOnlyList<double> y, double logScale)
    {
        var model = new LinearModel([.. n.Select(v => new[] { 1, -Math.Exp(-v / Math.Exp(logScale)) })], y);
        return new(model.Coefficients[0], model.Coefficients[1], Math.Exp(logScale), model.ResidualSumOfSquares);
    }
}
