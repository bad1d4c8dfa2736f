namespace Clt.Engine.Verification;

/// <summary>One comparison of a model with its reference.</summary>
/// <param name="Name">What was compared.</param>
/// <param name="Difference">How far apart they are, in the unit that <paramref name="Unit"/> names; null where it was not compared.</param>
/// <param name="Tolerance">The largest difference that is allowed.</param>
/// <param name="Unit">What the difference is, or why there is none.</param>
public sealed record ModelCheck(string Name, double? Difference, double Tolerance, string Unit)
{
    /// <summary>Within tolerance; NaN is not. True where nothing was compared.</summary>
    public bool Ok => Difference is null || Difference <= Tolerance;
}
