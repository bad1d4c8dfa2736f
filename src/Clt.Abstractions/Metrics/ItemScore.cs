namespace Clt;

/// <summary>The score of one item: its value, and the sufficient statistics where the whole is not the mean of the items.</summary>
/// <param name="Value">The item's own score; NaN where it is not defined for a single item.</param>
/// <param name="Statistics">Numbers that are summed over items before the metric is computed (BLEU's n-gram counts), or null.</param>
public sealed record ItemScore(double Value, IReadOnlyList<double>? Statistics = null);
