namespace Clt;

/// <summary>Extension point: scores outputs item by item, so that intervals can resample items.</summary>
public interface IMetric
{
    MetricInfo Info { get; }

    /// <summary>Scores one item by itself.</summary>
    ItemScore Score(Prediction prediction);

    /// <summary>The metric over items: usually the mean of the values, else a function of the summed statistics.</summary>
    /// <param name="items">At least one.</param>
    double Aggregate(IReadOnlyList<ItemScore> items);
}

/// <summary>What a metric is.</summary>
/// <param name="Name">Short name, such as <c>rouge-l</c>.</param>
/// <param name="Signature">
/// Everything that can change its numbers, such as <c>rouge-l|tok:unicode|stem:no|v:1</c>. Scores with different signatures are not
/// comparable.
/// </param>
/// <param name="Description">One line for <c>clt list</c>: range, what an empty output gets.</param>
/// <param name="HigherIsBetter">Direction of improvement.</param>
public sealed record MetricInfo(string Name, string Signature, string Description, bool HigherIsBetter = true)
{
    /// <summary>The values it takes, and whether it is a proportion; without it, scores that are all equal have no interval.</summary>
    public MetricRange Range { get; init; } = MetricRange.Any;
}

/// <summary>The score of one item: its value, and the sufficient statistics where the whole is not the mean of the items.</summary>
/// <param name="Value">The item's own score; NaN where it is not defined for a single item.</param>
/// <param name="Statistics">Numbers that are summed over items before the metric is computed (BLEU's n-gram counts), or null.</param>
public sealed record ItemScore(double Value, IReadOnlyList<double>? Statistics = null);

/// <summary>
/// Extension point: a metric that must see many items at once, since it asks a service or a model (LLM judges), and keeps what it was told.
/// </summary>
/// <remarks>Each item still has a score of its own, which depends on that item only.</remarks>
public interface IBatchMetric : IMetric
{
    /// <summary>What scoring costs, in words: requests, tokens, money. For <c>clt check</c>, before anything is asked.</summary>
    /// <param name="items">Outputs to be scored.</param>
    string Cost(long items);

    /// <summary>Scores items, in their order. What was answered before comes from the context's folder.</summary>
    /// <exception cref="InputException">The settings are wrong (no such service, no right to use it).</exception>
    /// <exception cref="IOException">The service did not answer after all retries; the answers so far are kept.</exception>
    IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context);
}
