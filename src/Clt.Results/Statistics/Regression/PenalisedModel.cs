using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Regression;

/// <summary>Ridge, lasso and elastic net; the intercept is free (definitions as in scikit-learn).</summary>
/// <param name="Intercept">The intercept.</param>
/// <param name="Coefficients">One a column.</param>
public sealed record PenalisedModel(double Intercept, double[] Coefficients)
{
    /// <summary>Minimises the squared errors plus λ times the squared coefficients.</summary>
    public static PenalisedModel Ridge(IReadOnlyList<double[]> rows, IReadOnlyList<double> y, double lambda)
    {
        var (x, target, means, mean) = Centre(rows, y);
        var gram = (x.Transpose() * x) + (Matrix<double>.Build.DenseIdentity(x.ColumnCount) * lambda);
        return With((gram.Cholesky().Solve(x.Transpose() * target)).ToArray(), means, mean);
    }

    /// <summary>
    /// Minimises the squared errors over 2n plus λ (ratio |b| + (1 - ratio) b² / 2), by coordinate descent. A ratio of 1 is the lasso.
    /// </summary>
    public static PenalisedModel ElasticNet(IReadOnlyList<double[]> rows, IReadOnlyList<double> y, double lambda, double ratio = 1)
    {
        var (x, target, means, mean) = Centre(rows, y);
        var n = x.RowCount;
        var b = new double[x.ColumnCount];
        var residual = target.Clone();
        for (var (sweep, change) = (0, 1.0); sweep < 100_000 && change > 1e-15; sweep++)
        {
            change = 0;
            for (var j = 0; j < b.Length; j++)
            {
                var column = x.Column(j);
                var square = column.DotProduct(column) / n;
                var pull = (column.DotProduct(residual) / n) + (square * b[j]);
                var next = Math.Sign(pull) * Math.Max(0, Math.Abs(pull) - (lambda * ratio)) / (square + (lambda * (1 - ratio)));
                change = Math.Max(change, Math.Abs(next - b[j]));
                residual -= column * (next - b[j]);
                b[j] = next;
            }
        }

        return With(b, means, mean);
    }

    private static (Matrix<double> X, Vector<double> Y, double[] Means, double Mean) Centre(
        IReadOnlyList<double[]> rows,
        IReadOnlyList<double> y
    )
    {
        double[] means = [.. Enumerable.Range(0, rows[0].Length).Select(j => rows.Average(r => r[j]))];
        var mean = y.Average();
        var centred = Matrix<double>.Build.Dense(rows.Count, means.Length, (i, j) => rows[i][j] - means[j]);
        return (centred, Vector<double>.Build.Dense(y.Count, i => y[i] - mean), means, mean);
    }

    private static PenalisedModel With(double[] b, double[] means, double mean) => new(mean - b.Zip(means, (c, m) => c * m).Sum(), b);
}
