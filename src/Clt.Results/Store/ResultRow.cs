using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Store;

/// <summary>A row of <c>results.csv</c>: one cell, language and metric.</summary>
public sealed record ResultRow(
    string Study,
    string Cell,
    IReadOnlyDictionary<string, string> Axes,
    string Language,
    string Group,
    string Metric,
    string Signature,
    double Value,
    double Low,
    double High,
    IntervalMethod? Method,
    int N,
    long Seed,
    string Weights,
    string OlderCode = "",
    long? Probe = null
)
{
    /// <summary>The columns that are not axes.</summary>
    public static IReadOnlyList<string> OwnColumns { get; } =
    [
        "study",
        "cell",
        "language",
        "group",
        "metric",
        "signature",
        "value",
        "ci_low",
        "ci_high",
        "ci_method",
        "n",
        "seed",
        "weights",
        "older_code",
        "probe",
    ];
}
