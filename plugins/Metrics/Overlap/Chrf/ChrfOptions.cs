namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Settings of chrF; the defaults are sacreBLEU's. <c>WordOrder = 2</c> is chrF++.</summary>
/// <param name="CharOrder">Longest character n-gram.</param>
/// <param name="WordOrder">Longest word n-gram; 0 for none.</param>
/// <param name="Beta">Weight of recall over precision.</param>
/// <param name="Whitespace">Whether white space counts as characters.</param>
/// <param name="EpsSmoothing">
/// Average the F-scores of all orders, as chrF++.py and NLTK do, instead of precision and recall of those that have n-grams.
/// </param>
public sealed record ChrfOptions(
    int CharOrder = 6,
    int WordOrder = 0,
    int Beta = 2,
    bool Lowercase = false,
    bool Whitespace = false,
    bool EpsSmoothing = false
)
{
    /// <summary><c>chrF2</c>, <c>chrF2++</c>.</summary>
    public string Name => $"chrF{Beta}{new string('+', WordOrder)}";

    /// <summary>As sacreBLEU 2.6.0 prints it.</summary>
    public string Signature(string references = "1") =>
        $"nrefs:{references}|case:{(Lowercase ? "lc" : "mixed")}|eff:{(EpsSmoothing ? "no" : "yes")}|"
        + $"nc:{CharOrder}|nw:{WordOrder}|space:{(Whitespace ? "yes" : "no")}|version:2.6.0";
}
