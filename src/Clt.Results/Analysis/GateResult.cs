using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Analysis;

/// <summary>Acceptance test: whether what a study states in advance holds, with both sides' intervals.</summary>
/// <param name="Name">What is stated.</param>
/// <param name="Higher">The score that is to be higher.</param>
/// <param name="Lower">What it is to be above: a score, or a number without an interval.</param>
public sealed record GateResult(string Name, Interval Higher, Interval Lower)
{
    /// <summary>Whether the intervals are apart, the higher above the lower; never where the higher has none.</summary>
    public bool Holds =>
        Higher.Method != IntervalMethod.None && Higher.Low > (Lower.Method == IntervalMethod.None ? Lower.Estimate : Lower.High);
}
