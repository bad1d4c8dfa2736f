using Clt.Plugins.Sources.Lexicons.Vectors;
using MathNet.Numerics.LinearAlgebra;

namespace Clt.Plugins.Sources.Lexicons.Mapping;

/// <summary>
/// Orthogonal Procrustes (Schönemann 1966; Xing et al. 2015): the rotation that brings vectors nearest to their translations in the sense
/// of least squares, <c>W = U·Vᵀ</c> of the singular value decomposition of <c>Xᵀ·Y</c>.
/// </summary>
internal static class Procrustes
{
    /// <summary>Rotates all vectors of a language by what pairs of words say.</summary>
    /// <param name="from">Vectors to rotate.</param>
    /// <param name="to">Vectors to bring them to, of the same width.</param>
    /// <param name="pairs">Rows of either that mean the same; at least one.</param>
    public static VectorTable Map(VectorTable from, VectorTable to, IReadOnlyCollection<(int From, int To)> pairs)
    {
        var products = new double[from.Width, from.Width];
        foreach (var (x, y) in pairs)
        {
            var source = from[x];
            var target = to[y];
            for (var i = 0; i < from.Width; i++)
            {
                for (var j = 0; j < from.Width; j++)
                    products[i, j] += source[i] * (double)target[j];
            }
        }

        var decomposition = Matrix<double>.Build.DenseOfArray(products).Svd();
        return Times(from, decomposition.U * decomposition.VT);
    }

    /// <summary>Every row times a square matrix.</summary>
    private static VectorTable Times(VectorTable vectors, Matrix<double> rotation)
    {
        var rows = Matrix<double>.Build.Dense(vectors.Count, vectors.Width, (i, j) => vectors[i][j]);
        var turned = rows * rotation;
        var values = new float[vectors.Values.Length];
        for (var i = 0; i < vectors.Count; i++)
        {
            for (var j = 0; j < vectors.Width; j++)
                values[i * vectors.Width + j] = (float)turned[i, j];
        }

        return new VectorTable(vectors.Words, values, vectors.Width);
    }
}
