using System.Globalization;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Settings of BLEU; the defaults are sacreBLEU's.</summary>
/// <param name="SmoothValue">For floor (0.1 by default) and add-k (1 by default); others have none.</param>
/// <param name="EffectiveOrder">Use only orders for which the hypothesis has n-grams: for single sentences.</param>
/// <param name="Dictionary">Folder of MeCab's dictionary, for its two tokenizers; null for where packages put it.</param>
public sealed record BleuOptions(
    BleuTokenizer Tokenizer = BleuTokenizer.V13a,
    bool Lowercase = false,
    Smoothing Smoothing = Smoothing.Exp,
    double? SmoothValue = null,
    int MaxOrder = 4,
    bool EffectiveOrder = false,
    string? Dictionary = null
)
{
    /// <summary>The smoothing value in force.</summary>
    public double Value => SmoothValue ?? (Smoothing == Smoothing.AddK ? 1 : 0.1);

    /// <summary>As sacreBLEU 2.6.0 prints it.</summary>
    /// <exception cref="InputException">The tokenizer needs MeCab, and the machine has none or not its dictionary.</exception>
    /// <param name="references">Their number, or "var" where sentences have different numbers.</param>
    public string Signature(string references = "1")
    {
        var value = string.Create(CultureInfo.InvariantCulture, $"[{Value:F2}]");
        var smooth = Smoothing switch
        {
            Smoothing.Exp => "exp",
            Smoothing.Floor => "floor" + value,
            Smoothing.AddK => "add-k" + value,
            Smoothing.None => "none",
            _ => throw new InvalidOperationException($"There is no smoothing {Smoothing}."),
        };
        return $"nrefs:{references}|case:{(Lowercase ? "lc" : "mixed")}|eff:{(EffectiveOrder ? "yes" : "no")}|"
            + $"tok:{BleuTokenizers.Name(Tokenizer, Dictionary)}|smooth:{smooth}|version:2.6.0";
    }
}

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
