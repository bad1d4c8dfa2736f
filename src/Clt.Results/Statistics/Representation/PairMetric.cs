using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>How near an item and its translation are: a figure of each pair, and the mean over pairs.</summary>
public sealed class PairMetric : SimilarityMetric
{
    private readonly Func<Matrix<double>, Matrix<double>, IReadOnlyList<double>> _values;

    private PairMetric(MetricInfo info, Func<Matrix<double>, Matrix<double>, IReadOnlyList<double>> values) =>
        (Info, _values) = (info, values);

    /// <inheritdoc/>
    public override MetricInfo Info { get; }

    /// <summary>Euclidean distance of the two embeddings; lower is nearer. It grows with the size of the states.</summary>
    public static PairMetric Euclidean() =>
        new(
            new MetricInfo("euclidean", "euclidean|v:1", "Euclidean distance of translations", HigherIsBetter: false)
            {
                Range = MetricRange.Positive,
            },
            (x, y) => [.. (x - y).EnumerateRows().Select(r => r.L2Norm())]
        );

    /// <summary>Their cosine.</summary>
    /// <param name="centred">Whether each side's mean is taken off first.</param>
    /// <param name="relative">Whether the mean cosine of the item with all other items' translations is taken off.</param>
    public static PairMetric Cosine(bool centred, bool relative) =>
        new(
            new MetricInfo(
                "cosine",
                $"cosine|centred:{(centred ? "yes" : "no")}|relative:{(relative ? "yes" : "no")}|v:1",
                relative ? "Cosine of translations less that of other pairs" : "Cosine of translations (-1 to 1)"
            )
            {
                Range = relative ? MetricRange.Any : MetricRange.Signed,
            },
            (x, y) =>
            {
                var cosines = centred ? Embeddings.Cosines(Embeddings.Centred(x), Embeddings.Centred(y)) : Embeddings.Cosines(x, y);
                double Others(int i) => (cosines.Row(i).Sum() - cosines[i, i]) / (cosines.ColumnCount - 1);
                return [.. Enumerable.Range(0, cosines.RowCount).Select(i => relative ? cosines[i, i] - Others(i) : cosines[i, i])];
            }
        );

    /// <summary>CSLS of the pair (Conneau et al. 2018): twice the cosine less those of both with their nearest neighbours.</summary>
    /// <param name="neighbours">k.</param>
    public static PairMetric Csls(int neighbours) =>
        new(
            new MetricInfo(
                "csls",
                $"csls|k:{neighbours}|v:1",
                "CSLS of translations: above 0 where they are nearer than both's neighbours"
            ),
            (x, y) => [.. Retrieval.Csls(Embeddings.Cosines(x, y), neighbours).Diagonal()]
        );

    /// <inheritdoc/>
    public override IReadOnlyList<(string Item, ItemScore Score)> Score(Matrix<double> x, Matrix<double> y, IReadOnlyList<string> items) =>
        [.. items.Zip(_values(x, y), (item, value) => (item, new ItemScore(value)))];
}
