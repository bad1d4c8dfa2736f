using Clt.Results.Statistics.Regression;

namespace Clt.Results.Statistics.Curves;

/// <summary>The power law y = A + B n^Exponent, by least squares, with an exponent from 0.02 to 2 in steps of 0.01.</summary>
public sealed record PowerCurve(double A, double B, double Exponent, double SumOfSquares)
{
    /// <summary>For each exponent the rest is linear, so only the exponent is searched.</summary>
    /// <param name="n">At least two distinct numbers of samples, none below 0.</param>
    /// <param name="y">Scores.</param>
    public static PowerCurve Fit(IReadOnlyList<double> n, IReadOnlyList<double> y) =>
        Enumerable.Range(2, 199).Select(e => At(n, y, e / 100.0)).MinBy(f => f.SumOfSquares)!;

    private static PowerCurve At(IReadOnlyList<double> n, IReadOnlyList<double> y, double exponent)
    {
        var model = new LinearModel([.. n.Select(v => new[] { 1, Math.Pow(v, exponent) })], y);
        return new(model.Coefficients[0], model.Coefficients[1], exponent, model.ResidualSumOfSquares);
    }
}
