using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Regression;

/// <summary>
/// Linear mixed model with a random intercept a group, by the exact profile likelihood of the variance ratio (REML or ML).
/// </summary>
public sealed class MixedModel
{
    private readonly Matrix<double> _x;
    private readonly Vector<double> _y;
    private readonly List<int[]> _groups;
    private readonly bool _reml;

    /// <param name="design">Rows are observations; include a column of ones.</param>
    /// <param name="groups">The group of each observation.</param>
    public MixedModel(IReadOnlyList<double[]> design, IReadOnlyList<double> y, IReadOnlyList<int> groups, bool reml = true)
    {
        _x = Matrix<double>.Build.Dense(design.Count, design[0].Length, (i, j) => design[i][j]);
        _y = Vector<double>.Build.DenseOfEnumerable(y);
        _groups = [.. Enumerable.Range(0, y.Count).GroupBy(i => groups[i]).OrderBy(g => g.Key).Select(g => g.ToArray())];
        _reml = reml;
        var ratio = BestRatio();
        var (coefficients, precision, variance, likelihood) = Profile(ratio);
        Coefficients = coefficients.ToArray();
        (ResidualVariance, InterceptVariance, LogLikelihood) = (variance, ratio * variance, likelihood);
        Errors = [.. (precision.Inverse() * variance).Diagonal().Select(Math.Sqrt)];
        var residuals = _y - (_x * coefficients);
        Intercepts = [.. _groups.Select(g => ratio * g.Sum(i => residuals[i]) / (1 + (ratio * g.Length)))];
    }

    public double[] Coefficients { get; }

    public double[] Errors { get; }

    public double ResidualVariance { get; }

    public double InterceptVariance { get; }

    /// <summary>The restricted log-likelihood under REML, else the log-likelihood.</summary>
    public double LogLikelihood { get; }

    /// <summary>Predicted intercepts (BLUPs) of the groups in ascending order.</summary>
    public double[] Intercepts { get; }

    /// <summary>Golden-section search over the logarithm of the ratio, after a scan, with zero as a candidate.</summary>
    private double BestRatio()
    {
        var centre = Enumerable.Range(-60, 121).Select(k => k / 4.0).MaxBy(l => Profile(Math.Exp(l)).Likelihood);
        var golden = (Math.Sqrt(5) - 1) / 2;
        var (low, high) = (centre - 0.25, centre + 0.25);
        while (high - low > 1e-9)
        {
            var (a, b) = (high - (golden * (high - low)), low + (golden * (high - low)));
            if (Profile(Math.Exp(a)).Likelihood > Profile(Math.Exp(b)).Likelihood)
                high = b;
            else
                low = a;
        }

        var ratio = Math.Exp((low + high) / 2);
        return Profile(0).Likelihood >= Profile(ratio).Likelihood ? 0 : ratio;
    }

    private (Vector<double> Coefficients, Matrix<double> Precision, double Variance, double Likelihood) Profile(double ratio)
    {
        var k = _x.ColumnCount;
        var precision = Matrix<double>.Build.Dense(k, k);
        var right = Vector<double>.Build.Dense(k);
        var (square, determinant) = (0.0, 0.0);
        foreach (var group in _groups)
        {
            // The inverse of I + r 11' is I - r / (1 + r n) 11'.
            var shrink = ratio / (1 + (ratio * group.Length));
            var sumX = Vector<double>.Build.Dense(k);
            var sumY = 0.0;
            foreach (var i in group)
            {
                var row = _x.Row(i);
                precision += row.OuterProduct(row);
                right += row * _y[i];
                square += _y[i] * _y[i];
                sumX += row;
                sumY += _y[i];
            }

            precision -= sumX.OuterProduct(sumX) * shrink;
            right -= sumX * (sumY * shrink);
            square -= sumY * sumY * shrink;
            determinant += Math.Log(1 + (ratio * group.Length));
        }

        var coefficients = precision.Solve(right);
        var freedom = _y.Count - (_reml ? k : 0);
        var variance = (square - right.DotProduct(coefficients)) / freedom;
        var restricted = _reml ? Math.Log(precision.Determinant()) : 0;
        return (coefficients, precision, variance, -0.5 * ((freedom * (Math.Log(2 * Math.PI * variance) + 1)) + determinant + restricted));
    }
}
