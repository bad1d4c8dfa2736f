using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>Scores by which an item's translation is found: a row an item, a column a candidate, the translation on the diagonal.</summary>
public static class Retrieval
{
    /// <summary>CSLS (Conneau et al. 2018): twice the cosine less both sides' mean cosine with their k nearest neighbours.</summary>
    public static Matrix<double> Csls(Matrix<double> cosines, int k) => WithNeighbours(cosines, k, (c, x, y) => (2 * c) - x - y);

    /// <summary>Margin ratio (Artetxe and Schwenk 2019): the cosine over the mean of both sides' neighbourhoods.</summary>
    public static Matrix<double> MarginRatio(Matrix<double> cosines, int k) => WithNeighbours(cosines, k, (c, x, y) => c / ((x + y) / 2));

    private static Matrix<double> WithNeighbours(Matrix<double> cosines, int k, Func<double, double, double, double> combine)
    {
        double Nearest(Vector<double> row) => row.OrderDescending().Take(k).Average();
        var rows = cosines.EnumerateRows().Select(Nearest).ToArray();
        var columns = cosines.EnumerateColumns().Select(Nearest).ToArray();
        return Matrix<double>.Build.Dense(cosines.RowCount, cosines.ColumnCount, (i, j) => combine(cosines[i, j], rows[i], columns[j]));
    }
}
