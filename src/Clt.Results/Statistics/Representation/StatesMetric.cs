using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>
/// A measure of hidden states by items, so that tables, intervals and comparisons treat it as any other metric. It has nothing to say of
/// texts.
/// </summary>
public abstract class StatesMetric : IMetric
{
    /// <inheritdoc/>
    public abstract MetricInfo Info { get; }

    /// <summary>The mean of the items' values; those that are not defined are left out.</summary>
    public virtual double Aggregate(IReadOnlyList<ItemScore> items) =>
        items.Where(i => !double.IsNaN(i.Value)).Select(i => i.Value).DefaultIfEmpty(double.NaN).Average();

    ItemScore IMetric.Score(Prediction prediction) =>
        throw new NotSupportedException($"'{Info.Name}' measures hidden states, not what a model says.");
}

/// <summary>
/// How alike the embeddings of the same items are in two languages or models: CKA, RSA, retrieval, distances. An extension point: a recipe
/// gives it to <c>Similarity(…)</c>.
/// </summary>
public abstract class SimilarityMetric : StatesMetric
{
    /// <summary>The fewest items that it can be computed from.</summary>
    public virtual int Least => 2;

    /// <summary>Scores, by item or by batches of items; at least one.</summary>
    /// <param name="x">[n, D]: a row an item.</param>
    /// <param name="y">[n, D']: the same items in the same order.</param>
    /// <param name="items">Their names, n of them.</param>
    public abstract IReadOnlyList<(string Item, ItemScore Score)> Score(Matrix<double> x, Matrix<double> y, IReadOnlyList<string> items);

    /// <summary>The whole measure of two sets of embeddings.</summary>
    public double Of(Matrix<double> x, Matrix<double> y) =>
        Aggregate([.. Score(x, y, [.. Enumerable.Range(0, x.RowCount).Select(i => $"{i}")]).Select(s => s.Score)]);
}
