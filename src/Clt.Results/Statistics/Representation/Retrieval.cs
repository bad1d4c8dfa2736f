using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>Finding an item's translation by its embedding: row i of x belongs to row i of y.</summary>
public static class Retrieval
{
    /// <summary>Share of rows whose greatest score is on the diagonal.</summary>
    public static double Accuracy(Matrix<double> scores) =>
        Enumerable.Range(0, scores.RowCount).Average(i => scores.Row(i).MaximumIndex() == i ? 1.0 : 0);

    /// <summary>Mean reciprocal rank of the diagonal in its row.</summary>
    public static double MeanReciprocalRank(Matrix<double> scores) =>
        Enumerable.Range(0, scores.RowCount).Average(i => 1.0 / (1 + scores.Row(i).Count(s => s > scores[i, i])));

    /// <summary>Mean score of the pairs on the diagonal, and of all others.</summary>
    public static (double Parallel, double Other) Means(Matrix<double> scores)
    {
        double n = scores.RowCount;
        var parallel = scores.Diagonal().Sum();
        return (parallel / n, (scores.Enumerate().Sum() - parallel) / (n * (n - 1)));
    }

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
