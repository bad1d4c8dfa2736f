using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>
/// Representational similarity analysis (Kriegeskorte et al. 2008): whether the same pairs of items are far apart on both sides.
/// </summary>
public static class Rsa
{
    /// <summary>1 - Pearson's r of each pair of rows.</summary>
    public static double[] PearsonDissimilarities(Matrix<double> x)
    {
        var means = x.RowSums() / x.ColumnCount;
        return CosineDissimilarities(Matrix<double>.Build.Dense(x.RowCount, x.ColumnCount, (i, j) => x[i, j] - means[i]));
    }

    /// <summary>1 - cosine of each pair of rows.</summary>
    public static double[] CosineDissimilarities(Matrix<double> x) => Pairs(Embeddings.Cosines(x, x).Map(c => 1 - c, Zeros.Include));

    /// <summary>Euclidean distance of each pair of rows.</summary>
    public static double[] Distances(Matrix<double> x) => Pairs(Embeddings.SquaredDistances(x).Map(Math.Sqrt, Zeros.Include));

    private static double[] Pairs(Matrix<double> m) =>
        [.. from i in Enumerable.Range(0, m.RowCount) from j in Enumerable.Range(i + 1, m.RowCount - i - 1) select m[i, j]];
}
