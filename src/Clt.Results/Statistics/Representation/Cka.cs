using Clt.Results.Statistics.Resampling;
using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>Centred kernel alignment (Kornblith et al. 2019): how alike two sets of embeddings of the same items are, 0 to 1.</summary>
public static class Cka
{
    /// <summary>With linear kernels; unchanged by rotation and scale.</summary>
    public static double Linear(Matrix<double> x, Matrix<double> y)
    {
        var (a, b) = (Embeddings.Centred(x), Embeddings.Centred(y));
        double Norm(Matrix<double> m) => m.FrobeniusNorm();
        return Math.Pow(Norm(b.Transpose() * a), 2) / (Norm(a.Transpose() * a) * Norm(b.Transpose() * b));
    }

    /// <summary>With kernels exp(-d² / 2σ²), σ² the median squared distance.</summary>
    public static double Rbf(Matrix<double> x, Matrix<double> y, Bandwidth bandwidth = Bandwidth.NonZero)
    {
        var (k, l) = (Centre(Kernel(x, bandwidth)), Centre(Kernel(y, bandwidth)));
        return Inner(k, l) / Math.Sqrt(Inner(k, k) * Inner(l, l));
    }

    /// <summary>The median squared distance that sets the kernel's width.</summary>
    public static double MedianSquaredDistance(Matrix<double> x, Bandwidth bandwidth)
    {
        var d = Embeddings.SquaredDistances(x);
        return Quantile.Median(bandwidth switch
        {
            Bandwidth.All => d.Enumerate(),
            Bandwidth.NonZero => d.Enumerate().Where(v => v > 0),
            _ => d.EnumerateIndexed().Where(e => e.Item1 < e.Item2).Select(e => e.Item3),
        });
    }

    /// <summary>Unbiased HSIC of linear kernels (Song et al. 2012); needs at least 4 items.</summary>
    public static double UnbiasedHsic(Matrix<double> x, Matrix<double> y)
    {
        double n = x.RowCount;
        var (k, l) = (x * x.Transpose(), y * y.Transpose());
        k.SetDiagonal(new double[x.RowCount]);
        l.SetDiagonal(new double[x.RowCount]);
        var (rows, columns) = (k.RowSums(), l.RowSums());
        return (Inner(k, l) + (rows.Sum() * columns.Sum() / ((n - 1) * (n - 2))) - (2 / (n - 2) * rows.DotProduct(columns))) / (n * (n - 3));
    }

    /// <summary>Linear CKA from unbiased HSIC, averaged over disjoint batches before the ratio (Nguyen et al. 2021); a rest is dropped.</summary>
    /// <param name="batch">Items a batch; all by default.</param>
    public static double Unbiased(Matrix<double> x, Matrix<double> y, int? batch = null)
    {
        var size = batch ?? x.RowCount;
        var (xy, xx, yy) = (0.0, 0.0, 0.0);
        for (var start = 0; start + size <= x.RowCount; start += size)
        {
            var (a, b) = (x.SubMatrix(start, size, 0, x.ColumnCount), y.SubMatrix(start, size, 0, y.ColumnCount));
            xy += UnbiasedHsic(a, b);
            xx += UnbiasedHsic(a, a);
            yy += UnbiasedHsic(b, b);
        }

        return xy / Math.Sqrt(xx * yy);
    }

    private static Matrix<double> Kernel(Matrix<double> x, Bandwidth bandwidth)
    {
        var median = MedianSquaredDistance(x, bandwidth);
        return Embeddings.SquaredDistances(x).Map(d => Math.Exp(-d / (2 * median)), Zeros.Include);
    }

    private static Matrix<double> Centre(Matrix<double> kernel)
    {
        var (rows, mean) = (kernel.RowSums() / kernel.RowCount, kernel.Enumerate().Average());
        return Matrix<double>.Build.Dense(kernel.RowCount, kernel.RowCount, (i, j) => kernel[i, j] - rows[i] - rows[j] + mean);
    }

    private static double Inner(Matrix<double> a, Matrix<double> b) => a.PointwiseMultiply(b).Enumerate().Sum();
}
