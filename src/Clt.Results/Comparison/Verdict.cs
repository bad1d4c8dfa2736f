namespace Clt.Results.Comparison;

/// <summary>What a comparison found of a language.</summary>
public enum Verdict
{
    /// <summary>No difference beyond chance.</summary>
    Same,

    /// <summary>The second run is better beyond chance.</summary>
    Better,

    /// <summary>The second run is worse beyond chance.</summary>
    Worse,

    /// <summary>Not beyond chance, but worse by more than is accepted.</summary>
    Dropped,

    /// <summary>Not worse beyond chance, but below what is asked for.</summary>
    BelowMinimum,
}

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
