namespace Clt.Results.Analysis.Curves;

/// <summary>How a score may answer to more samples.</summary>
public enum ResponseShape
{
    /// <summary>Not at all.</summary>
    Flat,

    /// <summary>By the same amount with every doubling: A + B ln(1 + n).</summary>
    Logarithmic,

    /// <summary>By the same amount with every doubling up to a knot, then not at all.</summary>
    BrokenLine,

    /// <summary>Towards a ceiling: A - B exp(-n / scale).</summary>
    Saturating,
}
