using Clt.Results.Statistics.Regression;

namespace Clt.Results.Statistics.Curves;

/// <summary>The curve y = A + B ln(1 + n), by least squares.</summary>
public sealed record LogCurve(double A, double B, double SumOfSquares, double R2)
{
    public static LogCurve Fit(IReadOnlyList<double> n, IReadOnlyList<double> y)
    {
        var model = new LinearModel([.. n.Select(v => new[] { 1, Math.Log(1 + v) })], y);
        return new(model.Coefficients[0], model.Coefficients[1], model.ResidualSumOfSquares, model.R2);
    }
}
