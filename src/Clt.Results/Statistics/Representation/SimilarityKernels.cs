using Clt.Results.Statistics.Resampling;
using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>Kernel matrices [n, n] of n embeddings, and their Hilbert-Schmidt independence criterion (HSIC, Gretton et al. 2005).</summary>
public static class SimilarityKernels
{
    /// <summary>Products of all rows.</summary>
    public static Matrix<double> Linear(Matrix<double> x) => x * x.Transpose();

    /// <summary>exp(-d² / 2σ²), σ² the median squared distance of these rows.</summary>
    public static Matrix<double> Rbf(Matrix<double> x, Bandwidth bandwidth = Bandwidth.NonZero)
    {
        var median = MedianSquaredDistance(x, bandwidth);
        return Embeddings.SquaredDistances(x).Map(d => Math.Exp(-d / (2 * median)), Zeros.Include);
    }

    /// <summary>The median squared distance that sets the width of an RBF kernel.</summary>
    public static double MedianSquaredDistance(Matrix<double> x, Bandwidth bandwidth)
    {
        var d = Embeddings.SquaredDistances(x);
        return Quantile.Median(
            bandwidth switch
            {
                Bandwidth.All => d.Enumerate(),
                Bandwidth.NonZero => d.Enumerate().Where(v => v > 0),
                Bandwidth.Pairs => d.EnumerateIndexed().Where(e => e.Item1 < e.Item2).Select(e => e.Item3),
                _ => throw new ArgumentOutOfRangeException(nameof(bandwidth), bandwidth, "There is no such bandwidth."),
            }
        );
    }

    /// <summary>HSIC but for a factor that n decides: the product of both centred kernels, summed.</summary>
    public static double Hsic(Matrix<double> k, Matrix<double> l) => Inner(Centre(k), Centre(l));

    /// <summary>Unbiased HSIC (Song et al. 2012, equation 5); needs at least 4 items.</summary>
    public static double UnbiasedHsic(Matrix<double> k, Matrix<double> l)
    {
        double n = k.RowCount;
        var (a, b) = (k.Clone(), l.Clone());
        a.SetDiagonal(new double[k.RowCount]);
        b.SetDiagonal(new double[k.RowCount]);
        var (rows, columns) = (a.RowSums(), b.RowSums());
        var sums = (rows.Sum() * columns.Sum() / ((n - 1) * (n - 2))) - (2 / (n - 2) * rows.DotProduct(columns));
        return (Inner(a, b) + sums) / (n * (n - 3));
    }

    private static Matrix<double> Centre(Matrix<double> kernel)
    {
        var (rows, mean) = (kernel.RowSums() / kernel.RowCount, kernel.Enumerate().Average());
        return Matrix<double>.Build.Dense(kernel.RowCount, kernel.RowCount, (i, j) => kernel[i, j] - rows[i] - rows[j] + mean);
    }

    private static double Inner(Matrix<double> a, Matrix<double> b) => a.PointwiseMultiply(b).Enumerate().Sum();
}
