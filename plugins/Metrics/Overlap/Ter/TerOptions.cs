namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Settings of TER; the defaults are sacreBLEU's.</summary>
/// <param name="Normalized">Tokenize punctuation, as Tercom does with <c>-N</c>.</param>
/// <param name="NoPunct">Remove punctuation.</param>
/// <param name="AsianSupport">With normalization or removal: treat Chinese characters and CJK punctuation too.</param>
public sealed record TerOptions(bool Normalized = false, bool NoPunct = false, bool AsianSupport = false, bool CaseSensitive = false)
{
    /// <summary>As sacreBLEU 2.6.0 prints it.</summary>
    public string Signature(string references = "1") =>
        $"nrefs:{references}|case:{(CaseSensitive ? "mixed" : "lc")}|tok:tercom|norm:{YesNo(Normalized)}|punct:{YesNo(!NoPunct)}|asian:{YesNo(AsianSupport)}|version:2.6.0";

    private static string YesNo(bool value) => value ? "yes" : "no";
}
