using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>Canonical correlations of embeddings, SVCCA (Raghu et al. 2017), and Procrustes distance.</summary>
public static class CanonicalCorrelation
{
    /// <summary>Correlations of the best matched directions, falling.</summary>
    public static double[] Correlations(Matrix<double> x, Matrix<double> y)
    {
        var (a, b) = (Basis(x), Basis(y));
        return [.. (a.Transpose() * b).Svd(false).S.Select(s => Math.Min(1, s))];
    }

    /// <summary>Correlations after keeping the directions that hold a share of the variance on each side.</summary>
    /// <param name="share">Such as 0.99.</param>
    public static (int KeptX, int KeptY, double[] Correlations) Svcca(Matrix<double> x, Matrix<double> y, double share)
    {
        var (a, b) = (Reduce(x, share), Reduce(y, share));
        return (a.ColumnCount, b.ColumnCount, Correlations(a, b));
    }

    /// <summary>Squared distance that remains after centring, scaling to unit norm, and the best rotation; 0 to 2.</summary>
    public static double ProcrustesDisparity(Matrix<double> x, Matrix<double> y)
    {
        var (a, b) = (Embeddings.Centred(x), Embeddings.Centred(y));
        var singular = (a.Transpose() * b / (a.FrobeniusNorm() * b.FrobeniusNorm())).Svd(false).S.Sum();
        return 2 - (2 * singular);
    }

    private static Matrix<double> Basis(Matrix<double> x) => Embeddings.Centred(x).QR(MathNet.Numerics.LinearAlgebra.Factorization.QRMethod.Thin).Q;

    private static Matrix<double> Reduce(Matrix<double> x, double share)
    {
        var centred = Embeddings.Centred(x);
        var svd = centred.Svd();
        var total = svd.S.Sum(s => s * s);
        var (kept, held) = (0, 0.0);
        while (kept < svd.S.Count && held < share * total) held += svd.S[kept] * svd.S[kept++];
        return centred * svd.VT.SubMatrix(0, kept, 0, x.ColumnCount).Transpose();
    }
}
