using System.Text.Json.Serialization;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Store;

/// <summary>
/// A <see cref="ScoreRecord"/> as a file has it: its items and their scores as places in <see cref="ScoreTables"/>, or standing here.
/// </summary>
internal sealed record StoredScore(
    string Language,
    string Metric,
    string Signature,
    double Value,
    double Low,
    double High,
    ItemList Items,
    IntervalMethod? Method = null
)
{
    /// <summary>One place an item in <see cref="ScoreTables.Scores"/>; null where values stand here.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<int>? Scores { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Values { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<IReadOnlyList<double>>? Statistics { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, string>? Axes { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? Probe { get; init; }
}
