namespace Clt;

/// <summary>Range of a metric's values, which decides how far its intervals may reach and which one it has where no score varies.</summary>
/// <param name="Low">The smallest value; negative infinity where there is none.</param>
/// <param name="High">The largest value; positive infinity where there is none.</param>
/// <param name="IsProportion">
/// Whether it is a share of things that are right or not (outputs, words, tags): counts have an interval (Wilson's) even where all scores
/// are equal, and other scores have none then.
/// </param>
public sealed record MetricRange(double Low, double High, bool IsProportion = false)
{
    /// <summary>Nothing is known: intervals are not cut off anywhere.</summary>
    public static MetricRange Any { get; } = new(double.NegativeInfinity, double.PositiveInfinity);

    /// <summary>A share of things that are right or not, 0 to 1.</summary>
    public static MetricRange Proportion { get; } = new(0, 1, true);

    /// <summary>A score from 0 to 1 that is no share of counts, such as an F1.</summary>
    public static MetricRange Unit { get; } = new(0, 1);

    /// <summary>A score from 0 to 100, such as BLEU.</summary>
    public static MetricRange Hundred { get; } = new(0, 100);

    /// <summary>0 and more, such as an error rate or bits.</summary>
    public static MetricRange Positive { get; } = new(0, double.PositiveInfinity);

    /// <summary>-1 to 1, such as a correlation or an agreement beyond chance.</summary>
    public static MetricRange Signed { get; } = new(-1, 1);
}
