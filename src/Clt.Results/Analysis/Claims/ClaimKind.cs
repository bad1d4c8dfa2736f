namespace Clt.Results.Analysis.Claims;

/// <summary>How a printed number is meant.</summary>
public enum ClaimKind
{
    /// <summary>As it stands, but for rounding.</summary>
    Exact,

    /// <summary>As a lower bound: "over 40".</summary>
    AtLeast,

    /// <summary>As an upper bound: "after 200 to 400 samples".</summary>
    AtMost,
}
