using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>
/// A similarity that is not a mean over items: it is computed in disjoint batches of consecutive items, and its intervals resample the
/// batches. Items beyond the last whole batch are left out.
/// </summary>
/// <param name="batch">Items a batch; 4 or more.</param>
public abstract class BatchedSimilarity(int batch) : SimilarityMetric
{
    /// <summary>Intervals need two batches.</summary>
    public override int Least => 2 * batch;

    /// <summary>Items a batch.</summary>
    protected int Batch => batch;

    /// <inheritdoc/>
    public override IReadOnlyList<(string Item, ItemScore Score)> Score(Matrix<double> x, Matrix<double> y, IReadOnlyList<string> items)
    {
        var scores = new List<(string, ItemScore)>();
        for (var start = 0; start + batch <= x.RowCount; start += batch)
            scores.Add(($"batch {(start / batch) + 1}", Score(Rows(x, start), Rows(y, start))));
        return scores;
    }

    /// <summary>The score of one batch.</summary>
    protected abstract ItemScore Score(Matrix<double> x, Matrix<double> y);

    /// <exception cref="InputException">The batch is too small.</exception>
    protected static int Checked(int batch, string word) =>
        batch >= 4 ? batch : throw new InputException($"batch is {batch}", word, "Compare 4 items or more in a batch.");

    private Matrix<double> Rows(Matrix<double> m, int start) => m.SubMatrix(start, batch, 0, m.ColumnCount);
}
