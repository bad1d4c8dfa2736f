using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Regression;

/// <summary>
/// Logistic regression by Newton's method, with an optional ridge penalty that leaves the first coefficient (the intercept) free.
/// </summary>
/// <remarks>
/// Where a column separates the classes perfectly there is no finite estimate without a penalty; the last iterate is returned.
/// </remarks>
public sealed class LogisticModel
{
    private readonly Matrix<double> _x;
    private readonly double[] _y;

    /// <param name="design">Rows are observations; the first column is of ones.</param>
    /// <param name="y">0 or 1.</param>
    /// <param name="lambda">The penalty is λ / 2 times the squared coefficients.</param>
    public LogisticModel(IReadOnlyList<double[]> design, IReadOnlyList<double> y, double lambda = 0)
    {
        _x = Matrix<double>.Build.Dense(design.Count, design[0].Length, (i, j) => design[i][j]);
        _y = [.. y];
        var penalty = Matrix<double>.Build.DenseDiagonal(_x.ColumnCount, _x.ColumnCount, j => j == 0 ? 0 : lambda);
        var b = Vector<double>.Build.Dense(_x.ColumnCount);
        for (var step = 0; step < 100; step++)
        {
            var p = Probabilities(b);
            var gradient = (_x.Transpose() * Vector<double>.Build.Dense(_y.Length, i => _y[i] - p[i])) - (penalty * b);
            var change = (Information(p) + penalty).Solve(gradient);
            b += change;
            if (change.AbsoluteMaximum() < 1e-13)
                break;
        }

        Coefficients = b.ToArray();
        Errors = [.. Information(Probabilities(b)).Inverse().Diagonal().Select(Math.Sqrt)];
        LogLikelihood = Probabilities(b).Select((p, i) => Math.Log(_y[i] > 0.5 ? p : 1 - p)).Sum();
    }

    public double[] Coefficients { get; }

    /// <summary>Standard errors from the information matrix (without penalty).</summary>
    public double[] Errors { get; }

    public double LogLikelihood { get; }

    /// <summary>The log-likelihood of the intercept alone.</summary>
    public double NullLogLikelihood
    {
        get
        {
            var (ones, n) = (_y.Sum(), (double)_y.Length);
            return (ones * Math.Log(ones / n)) + ((n - ones) * Math.Log((n - ones) / n));
        }
    }

    /// <summary>McFadden's pseudo-R².</summary>
    public double PseudoR2 => 1 - (LogLikelihood / NullLogLikelihood);

    private double[] Probabilities(Vector<double> b) => [.. (_x * b).Select(e => 1 / (1 + Math.Exp(-e)))];

    private Matrix<double> Information(double[] p) =>
        _x.Transpose() * Matrix<double>.Build.Dense(_x.RowCount, _x.ColumnCount, (i, j) => p[i] * (1 - p[i]) * _x[i, j]);
}
