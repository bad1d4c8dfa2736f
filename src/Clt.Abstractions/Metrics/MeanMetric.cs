namespace Clt;

/// <summary>
/// A metric whose value over items is the mean of the item scores: a plugin author writes <see cref="Info"/> and <see cref="Score"/>.
/// </summary>
public abstract class MeanMetric : IMetric
{
    public abstract MetricInfo Info { get; }

    public abstract ItemScore Score(Prediction prediction);

    /// <summary>
    /// The mean of the items' values; an item that is NaN (undefined) is left out, and NaN is returned when none is left.
    /// </summary>
    public double Aggregate(IReadOnlyList<ItemScore> items)
    {
        var (sum, count) = (0.0, 0);
        foreach (var item in items)
        {
            if (double.IsNaN(item.Value))
                continue;
            sum += item.Value;
            count++;
        }

        return sum / count;
    }
}
