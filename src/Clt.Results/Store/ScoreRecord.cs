using System.Text.Json.Serialization;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Store;

/// <summary>The scores of a cell's test items in one language under one metric.</summary>
/// <param name="Language">The language's code.</param>
/// <param name="Metric">The metric's name.</param>
/// <param name="Signature">Everything that can change the metric's numbers.</param>
/// <param name="Value">The metric over all items.</param>
/// <param name="Low">Lower end of the interval over items; NaN where none can be given.</param>
/// <param name="High">Upper end.</param>
/// <param name="Items">Item ids, in the order of evaluation.</param>
/// <param name="Values">One score an item; NaN where a single item has none.</param>
/// <param name="Statistics">Sufficient statistics of each item, or null where the value is the mean of the items'.</param>
/// <param name="Method">How the interval was made; null in results that were stored before this was.</param>
public sealed record ScoreRecord(
    string Language,
    string Metric,
    string Signature,
    double Value,
    double Low,
    double High,
    IReadOnlyList<string> Items,
    IReadOnlyList<double> Values,
    IReadOnlyList<IReadOnlyList<double>>? Statistics,
    IntervalMethod? Method = null
)
{
    /// <summary>
    /// Values of further axes: the layer whose states were measured, the language that a probe was fitted in; null for none.
    /// </summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Axes { get; init; }

    /// <summary>The seed of the probe that was scored; null where none was.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Probe { get; init; }
}
