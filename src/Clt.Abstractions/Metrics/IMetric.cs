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
