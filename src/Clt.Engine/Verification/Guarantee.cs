namespace Clt.Engine.Verification;

/// <summary>How one guarantee came out.</summary>
/// <param name="Name">What must hold.</param>
/// <param name="Figure">How far it is from holding; null where it was not measured.</param>
/// <param name="Tolerance">The largest figure that is good.</param>
/// <param name="Unit">What the figure counts, or why it was not measured.</param>
public sealed record Guarantee(string Name, double? Figure, double Tolerance, string Unit)
{
    /// <summary>What was not measured did not fail; a figure that is no number did.</summary>
    public bool Passed => Figure is null || Figure <= Tolerance;
}
