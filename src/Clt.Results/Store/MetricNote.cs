namespace Clt.Results.Store;

/// <summary>What a reader of results must know of a metric.</summary>
/// <param name="Name">Its name.</param>
/// <param name="HigherIsBetter">Direction of improvement.</param>
public sealed record MetricNote(string Name, bool HigherIsBetter)
{
    /// <summary>The values that it takes.</summary>
    public MetricRange Range
    {
        get;
        init => field = value ?? MetricRange.Any;
    } = MetricRange.Any;
}
