namespace Clt;

/// <summary>
/// A metric over items that is a function of summed statistics (BLEU, F1, perplexity), so that a resample costs additions only.
/// </summary>
public abstract class SumsMetric : IMetric
{
    public abstract MetricInfo Info { get; }

    /// <summary>Scores one item; <see cref="ItemScore.Statistics"/> is never null and of the same length for all items.</summary>
    public abstract ItemScore Score(Prediction prediction);

    /// <summary>The metric from statistics summed over any number of items; NaN where it is undefined.</summary>
    public abstract double FromSums(ReadOnlySpan<double> sums);

    public double Aggregate(IReadOnlyList<ItemScore> items)
    {
        var sums = new double[items[0].Statistics!.Count];
        foreach (var item in items)
        {
            for (var k = 0; k < sums.Length; k++)
                sums[k] += item.Statistics![k];
        }

        return FromSums(sums);
    }

    /// <summary>The score of an item with these statistics.</summary>
    protected ItemScore Item(params double[] statistics) => new(FromSums(statistics), statistics);
}
