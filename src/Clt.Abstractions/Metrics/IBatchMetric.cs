namespace Clt;

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
