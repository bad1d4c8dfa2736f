using Clt.Results.Scores;

namespace Clt.Results.Analysis.Claims;

/// <summary>A number that a paper states, and how it follows from its tables.</summary>
/// <param name="Id">A short name.</param>
/// <param name="Text">What is claimed.</param>
/// <param name="Printed">The number as it is printed.</param>
/// <param name="Recompute">The same from the scores.</param>
/// <param name="Tolerance">The largest difference that rounding explains.</param>
/// <param name="Kind">Whether the printed number is exact or a bound.</param>
public sealed record Claim(
    string Id,
    string Text,
    double Printed,
    Func<MeanScores, double> Recompute,
    double Tolerance,
    ClaimKind Kind = ClaimKind.Exact
)
{
    /// <summary>Whether a recomputed number bears the claim out.</summary>
    public bool Agrees(double recomputed) =>
        Kind switch
        {
            ClaimKind.AtLeast => recomputed >= Printed - Tolerance,
            ClaimKind.AtMost => recomputed <= Printed + Tolerance,
            // A difference that is the tolerance itself but for rounding of binary numbers.
            ClaimKind.Exact => Math.Abs(recomputed - Printed) <= Tolerance + 1e-12,
            _ => throw new ArgumentOutOfRangeException(nameof(recomputed), Kind, "There is no such kind of claim."),
        };
}
