using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>Matrices of embeddings: a row an item, the same items in the same order on both sides.</summary>
public static class Embeddings
{
    public static Matrix<double> Of(IReadOnlyList<double[]> rows) => Matrix<double>.Build.DenseOfRowArrays(rows);

    /// <summary>With the mean row taken off.</summary>
    public static Matrix<double> Centred(Matrix<double> x)
    {
        var mean = x.ColumnSums() / x.RowCount;
        return Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (i, j) => x[i, j] - mean[j]);
    }

    /// <summary>Cosines of all rows of x with all rows of y.</summary>
    public static Matrix<double> Cosines(Matrix<double> x, Matrix<double> y) => Unit(x) * Unit(y).Transpose();

    /// <summary>Squared Euclidean distances between the rows.</summary>
    public static Matrix<double> SquaredDistances(Matrix<double> x) =>
        Matrix<double>.Build.Dense(
            x.RowCount,
            x.RowCount,
            (i, j) =>
            {
                var sum = 0.0;
                for (var k = 0; k < x.ColumnCount; k++)
                    sum += (x[i, k] - x[j, k]) * (x[i, k] - x[j, k]);
                return sum;
            }
        );

    private static Matrix<double> Unit(Matrix<double> x)
    {
        var norms = x.RowNorms(2);
        return Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (i, j) => x[i, j] / norms[i]);
    }
}
