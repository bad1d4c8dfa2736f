namespace Clt.Plugins.Metrics.Overlap;

/// <summary>What BLEU does with orders that have no match (Chen and Cherry 2014).</summary>
public enum Smoothing
{
    /// <summary>Halves the precision with each order without a match (NIST): sacreBLEU's default.</summary>
    Exp,

    /// <summary>Replaces zero matches by a small number (0.1).</summary>
    Floor,

    /// <summary>Adds a number (1) to matches and totals of orders above one.</summary>
    AddK,

    /// <summary>Nothing: BLEU is then zero.</summary>
    None,
}
