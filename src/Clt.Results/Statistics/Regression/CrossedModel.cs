using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.Optimization;

namespace Clt.Results.Statistics.Regression;

/// <summary>
/// Linear mixed model with two crossed random intercepts, such as of the source and of the target language, by restricted maximum
/// likelihood (parametrised as lme4 does: Bates et al. 2015).
/// </summary>
public sealed class CrossedModel
{
    private readonly Matrix<double> _x;
    private readonly Vector<double> _y;
    private readonly Matrix<double> _first;
    private readonly Matrix<double> _second;

    /// <param name="design">Rows are observations; include a column of ones.</param>
    /// <param name="y">Responses.</param>
    /// <param name="first">The group of each observation in the first factor.</param>
    /// <param name="second">The group of each observation in the second factor.</param>
    public CrossedModel(IReadOnlyList<double[]> design, IReadOnlyList<double> y, IReadOnlyList<int> first, IReadOnlyList<int> second)
    {
        _x = Matrix<double>.Build.DenseOfRowArrays(design);
        _y = Vector<double>.Build.DenseOfEnumerable(y);
        (_first, _second) = (Same(first), Same(second));
        // The likelihood may have several hills: the best of a few starts, zero included.
        var starts = new[] { (0.5, 0.5), (2.0, 0.1), (0.1, 2.0), (0.01, 0.01) };
        var (a, b) = starts.Select(Climb).Append((A: 0.0, B: 0.0)).MaxBy(p => Profile(p.A, p.B).Likelihood);
        var (coefficients, precision, variance, likelihood) = Profile(a, b);
        (Coefficients, ResidualVariance, LogLikelihood) = (coefficients.ToArray(), variance, likelihood);
        (FirstVariance, SecondVariance) = (a * a * variance, b * b * variance);
        Errors = [.. (precision.Inverse() * variance).Diagonal().Select(Math.Sqrt)];
    }

    public double[] Coefficients { get; }

    /// <summary>Standard errors of the coefficients, given the variances.</summary>
    public double[] Errors { get; }

    public double ResidualVariance { get; }

    /// <summary>Variance of the first factor's intercepts.</summary>
    public double FirstVariance { get; }

    /// <summary>Variance of the second factor's intercepts.</summary>
    public double SecondVariance { get; }

    /// <summary>The restricted log-likelihood.</summary>
    public double LogLikelihood { get; }

    private (double A, double B) Climb((double A, double B) start)
    {
        var objective = ObjectiveFunction.Value(p => -Profile(Math.Abs(p[0]), Math.Abs(p[1])).Likelihood);
        try
        {
            var found = new NelderMeadSimplex(1e-12, 5000).FindMinimum(objective, Vector<double>.Build.Dense([start.A, start.B]));
            return (Math.Abs(found.MinimizingPoint[0]), Math.Abs(found.MinimizingPoint[1]));
        }
        catch (MaximumIterationsException)
        {
            // A start that wanders off is one start fewer.
            return start;
        }
    }

    /// <summary>Everything given the standard deviations of the intercepts over that of the residuals.</summary>
    private (Vector<double> Coefficients, Matrix<double> Precision, double Variance, double Likelihood) Profile(double a, double b)
    {
        var n = _y.Count;
        var covariance = Matrix<double>.Build.DenseIdentity(n) + (_first * (a * a)) + (_second * (b * b));
        var root = covariance.Cholesky();
        var solved = root.Solve(_x);
        var precision = _x.Transpose() * solved;
        var coefficients = precision.Solve(solved.Transpose() * _y);
        var residuals = _y - (_x * coefficients);
        var freedom = n - _x.ColumnCount;
        var variance = residuals.DotProduct(root.Solve(residuals)) / freedom;
        var likelihood =
            -0.5 * ((freedom * (Math.Log(2 * Math.PI * variance) + 1)) + root.DeterminantLn + Math.Log(precision.Determinant()));
        return (coefficients, precision, variance, likelihood);
    }

    private static Matrix<double> Same(IReadOnlyList<int> groups) =>
        Matrix<double>.Build.Dense(groups.Count, groups.Count, (i, j) => groups[i] == groups[j] ? 1 : 0);
}
