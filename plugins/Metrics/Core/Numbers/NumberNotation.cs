namespace Clt.Plugins.Metrics.Core;

/// <summary>
/// The marks of numbers in a language, after CLDR 42 (common/main, symbols of the numbering systems latn, arab and arabext).
/// </summary>
/// <param name="Decimal">A full stop or a comma. What CLDR gives the Arabic digits (٫ ٬) is read in every language.</param>
/// <param name="IsArabic">Whether the script is Arabic, where the Arabic comma stands for both marks in practice.</param>
public sealed record NumberNotation(char Decimal, bool IsArabic)
{
    /// <summary>Languages with a decimal comma, by ISO 639-3; macrolanguages and those that they are usually read as.</summary>
    private static readonly HashSet<string> CommaLanguages = new([
        // Groups of thousands with a space.
        "afr",
        "bak",
        "bel",
        "bul",
        "bre",
        "ces",
        "chv",
        "epo",
        "est",
        "ekk",
        "fin",
        "fra",
        "ful",
        "hun",
        "hye",
        "kab",
        "kat",
        "kaz",
        "kea",
        "kir",
        "lav",
        "lvs",
        "lit",
        "nob",
        "nor",
        "nno",
        "oci",
        "oss",
        "pol",
        "rus",
        "sah",
        "slk",
        "sme",
        "smn",
        "sqi",
        "als",
        "swe",
        "tat",
        "tgk",
        "tuk",
        "tzm",
        "ukr",
        "uzb",
        "uzn",
        "wae",
        "zgh",
        // Groups of thousands with a full stop.
        "ast",
        "aze",
        "azj",
        "bos",
        "cat",
        "dan",
        "deu",
        "dsb",
        "ell",
        "eus",
        "fao",
        "fry",
        "fur",
        "glg",
        "hbs",
        "hrv",
        "hsb",
        "ina",
        "ind",
        "isl",
        "ita",
        "jav",
        "kal",
        "khm",
        "kin",
        "kmr",
        "kur",
        "lao",
        "lin",
        "ltz",
        "lub",
        "mkd",
        "nds",
        "nld",
        "por",
        "ron",
        "run",
        "sag",
        "slv",
        "spa",
        "srd",
        "srp",
        "sun",
        "tur",
        "vie",
        "wol",
    ]);

    /// <summary>Regions whose mark is another than their language's.</summary>
    private static readonly Dictionary<string, string> OtherRegions = new(StringComparer.Ordinal)
    {
        ["ara"] = "DZ LY MA TN",
        ["deu"] = "CH LI",
        ["eng"] = "AT BE DE DK FI NL SE SI ZA",
        ["ita"] = "CH",
        ["msa"] = "BN ID",
        ["que"] = "BO",
        ["spa"] = "BR BZ CU DO GT HN MX NI PA PE PR SV US",
        ["swa"] = "CD",
    };

    /// <summary>That of a language, and of its region where one is named.</summary>
    public static NumberNotation Of(Language language)
    {
        var comma = CommaLanguages.Contains(language.Iso639);
        var regions = OtherRegions.GetValueOrDefault(language.Iso639, "");
        if (language.Region is { } region && regions.Split(' ').Contains(region))
            comma = !comma;
        return new NumberNotation(comma ? ',' : '.', language.Script == "Arab");
    }
}

/// <summary>How a language writes numbers.</summary>
public enum NumberConvention
{
    /// <summary>
    /// 1,234.5 (English, Chinese, Japanese, Korean, Thai, Bengali, Telugu, Swahili, Arabic and, lacking knowledge, all others).
    /// </summary>
    Point,

    /// <summary>1.234,5 or 1 234,5 (German, Spanish, French, Russian, Portuguese).</summary>
    Comma,
}
