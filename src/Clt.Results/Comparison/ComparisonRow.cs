using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Comparison;

/// <summary>Two runs under one condition in one language, or over all.</summary>
/// <param name="Metric">The metric.</param>
/// <param name="Condition">The condition in words.</param>
/// <param name="Language">The language's code; empty for a mean over languages.</param>
/// <param name="Items">Distinct items.</param>
/// <param name="A">The first run's score.</param>
/// <param name="B">The second's.</param>
/// <param name="Difference">B - A.</param>
/// <param name="Low">Lower end of the difference's interval, whichever the test; NaN where none can be given.</param>
/// <param name="High">Upper end.</param>
/// <param name="Method">How the interval was made.</param>
/// <param name="Covers">What varies in it; where there is none, why.</param>
/// <param name="P">Of the test.</param>
/// <param name="Adjusted">p for the number of languages (over conditions and metrics), or of overall rows.</param>
/// <param name="DetectableEffect">The smallest true difference that a comparison of this size finds with 80 % power at 5 %.</param>
/// <param name="Verdict">What it comes to.</param>
public sealed record ComparisonRow(
    string Metric,
    string Condition,
    string Language,
    int Items,
    double A,
    double B,
    double Difference,
    double Low,
    double High,
    IntervalMethod Method,
    string Covers,
    double P,
    double Adjusted,
    double DetectableEffect,
    Verdict Verdict
)
{
    /// <summary>The group of languages whose mean it is, where a threshold names one; else empty.</summary>
    public string Group { get; init; } = "";
}
