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
}
