using Clt.Results.Statistics.Testing;
using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Regression;

/// <summary>Least squares, plain or weighted, with classical, robust and cluster-robust errors (definitions as in statsmodels).</summary>
public sealed class LinearModel
{
    private readonly Matrix<double> _x;
    private readonly Vector<double> _residuals;
    private readonly Matrix<double> _inverse;
    private readonly double _total;

    /// <param name="design">Rows are observations; include a column of ones for the intercept.</param>
    /// <param name="y">Responses.</param>
    /// <param name="weights">Inverse variances up to a factor, or null.</param>
    public LinearModel(IReadOnlyList<double[]> design, IReadOnlyList<double> y, IReadOnlyList<double>? weights = null)
    {
        var root = weights?.Select(Math.Sqrt).ToArray();
        _x = Matrix<double>.Build.Dense(design.Count, design[0].Length, (i, j) => design[i][j] * (root?[i] ?? 1));
        var response = Vector<double>.Build.Dense(y.Count, i => y[i] * (root?[i] ?? 1));
        var coefficients = _x.QR().Solve(response);
        _residuals = response - (_x * coefficients);
        // One step of refinement brings the last digits.
        coefficients += _x.QR().Solve(_residuals);
        _residuals = response - (_x * coefficients);
        _inverse = (_x.Transpose() * _x).Inverse();
        var mean = weights is null ? y.Average() : y.Select((v, i) => v * weights[i]).Sum() / weights.Sum();
        _total = y.Select((v, i) => (v - mean) * (v - mean) * (weights?[i] ?? 1)).Sum();
        Coefficients = coefficients.ToArray();
    }

    public double[] Coefficients { get; }

    public int Observations => _x.RowCount;

    /// <summary>Observations less coefficients.</summary>
    public int Freedom => _x.RowCount - _x.ColumnCount;

    public double ResidualSumOfSquares => _residuals.DotProduct(_residuals);

    public double Variance => ResidualSumOfSquares / Freedom;

    public double R2 => 1 - (ResidualSumOfSquares / _total);

    public double AdjustedR2 => 1 - ((1 - R2) * (Observations - 1) / Freedom);

    /// <summary>Gaussian log-likelihood at the estimate (unweighted).</summary>
    public double LogLikelihood => -Observations / 2.0 * (Math.Log(2 * Math.PI * ResidualSumOfSquares / Observations) + 1);

    public double Aic => (2 * _x.ColumnCount) - (2 * LogLikelihood);

    public double Bic => (Math.Log(Observations) * _x.ColumnCount) - (2 * LogLikelihood);

    /// <summary>F of all coefficients but the intercept, and its p.</summary>
    public (double F, double P) Test
    {
        get
        {
            var f = (_total - ResidualSumOfSquares) / (_x.ColumnCount - 1) / Variance;
            return (f, Distributions.FTail(f, _x.ColumnCount - 1, Freedom));
        }
    }

    /// <summary>Standard errors of the coefficients.</summary>
    public double[] Errors(ErrorKind kind = ErrorKind.Classical)
    {
        if (kind == ErrorKind.Classical)
            return Roots(_inverse * Variance);
        var factor = kind == ErrorKind.HC1 ? (double)Observations / Freedom : 1;
        var meat = Matrix<double>.Build.Dense(_x.ColumnCount, _x.ColumnCount);
        for (var i = 0; i < Observations; i++)
        {
            var row = _x.Row(i);
            var leverage = 1 - row.DotProduct(_inverse * row);
            var square =
                _residuals[i]
                * _residuals[i]
                * factor
                / (
                    kind == ErrorKind.HC2 ? leverage
                    : kind == ErrorKind.HC3 ? leverage * leverage
                    : 1
                );
            meat += row.OuterProduct(row) * square;
        }

        return Roots(_inverse * meat * _inverse);
    }

    /// <summary>
    /// Standard errors where observations of a cluster may depend on each other; tests use t with (clusters - 1) degrees of freedom.
    /// </summary>
    /// <param name="corrected">Whether to multiply by G / (G - 1) × (n - 1) / (n - k).</param>
    public double[] ClusterErrors(IReadOnlyList<int> clusters, bool corrected = true)
    {
        var groups = Enumerable.Range(0, Observations).GroupBy(i => clusters[i]).ToList();
        var meat = Matrix<double>.Build.Dense(_x.ColumnCount, _x.ColumnCount);
        foreach (var group in groups)
        {
            var score = group.Aggregate(Vector<double>.Build.Dense(_x.ColumnCount), (sum, i) => sum + (_x.Row(i) * _residuals[i]));
            meat += score.OuterProduct(score);
        }

        var factor = corrected ? groups.Count / (groups.Count - 1.0) * (Observations - 1) / Freedom : 1;
        return Roots(_inverse * meat * _inverse * factor);
    }

    private static double[] Roots(Matrix<double> covariance) => [.. covariance.Diagonal().Select(Math.Sqrt)];
}
