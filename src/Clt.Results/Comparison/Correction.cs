namespace Clt.Results.Comparison;

/// <summary>How p-values of several languages are adjusted for their number.</summary>
public enum Correction
{
    /// <summary>Holm 1979: keeps the chance of any false alarm.</summary>
    Holm,

    /// <summary>Benjamini and Hochberg 1995: keeps the share of false alarms.</summary>
    Bh,

    /// <summary>Not at all.</summary>
    None,
}
