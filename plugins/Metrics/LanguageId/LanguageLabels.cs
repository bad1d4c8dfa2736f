namespace Clt.Plugins.Metrics.LanguageId;

/// <summary>Which label of a language identification model stands for a language: its own, or that of its macrolanguage.</summary>
/// <remarks>
/// Labels are ISO 639 codes (lid.176: those of Wikipedias), with or without a script (<c>zul_Latn</c>). A label without a script stands for
/// the language in every script. Macrolanguages are those of ISO 639-3; a macrolanguage without a label is read by its member's where there
/// is one only.
/// </remarks>
public sealed class LanguageLabels
{
    /// <summary>Members of macrolanguages, after ISO 639-3.</summary>
    private static readonly Dictionary<string, string[]> Members = new(StringComparer.Ordinal)
    {
        ["aka"] = ["fat", "twi"],
        ["ara"] = ["acm", "acq", "aeb", "apc", "arb", "ars", "ary", "arz", "ayl", "afb"],
        ["aym"] = ["ayc", "ayr"],
        ["aze"] = ["azb", "azj"],
        ["bua"] = ["bxm", "bxr", "bxu"],
        ["est"] = ["ekk", "vro"],
        ["fas"] = ["pes", "prs"],
        ["ful"] = ["ffm", "fub", "fuc", "fue", "fuf", "fuh", "fuq", "fuv"],
        ["gon"] = ["esg", "gno", "wsg"],
        ["hbs"] = ["bos", "cnr", "hrv", "srp"],
        ["kok"] = ["gom", "knn"],
        ["kon"] = ["kng", "kwy", "ldi"],
        ["kur"] = ["ckb", "kmr", "sdh"],
        ["lav"] = ["ltg", "lvs"],
        ["mlg"] = ["plt", "skg", "xmw"],
        ["mon"] = ["khk", "mvf"],
        ["msa"] = ["bjn", "ind", "min", "zlm", "zsm"],
        ["nep"] = ["dty", "npi"],
        ["nor"] = ["nno", "nob"],
        ["orm"] = ["gax", "gaz", "hae", "orc"],
        ["ori"] = ["ory", "spv"],
        ["pus"] = ["pbt", "pbu", "pst"],
        ["que"] = ["quy", "quz", "qvc"],
        ["sqi"] = ["aae", "aat", "aln", "als"],
        ["srd"] = ["sdc", "sdn", "src", "sro"],
        ["swa"] = ["swc", "swh"],
        ["uzb"] = ["uzn", "uzs"],
        ["yid"] = ["ydd", "yih"],
        ["zho"] = ["cdo", "cmn", "gan", "hak", "lzh", "nan", "wuu", "yue"],
        ["zza"] = ["diq", "kiu"],
    };

    /// <summary>Codes of Wikipedias that ISO 639-3 gives to other languages, or to none.</summary>
    private static readonly Dictionary<string, string> Wikipedia = new()
    {
        ["als"] = "gsw",
        ["bh"] = "bho",
        ["sh"] = "hbs",
    };

    private readonly Dictionary<string, string> _labels = new(StringComparer.Ordinal);

    /// <param name="labels">All of the model's.</param>
    public LanguageLabels(IReadOnlyList<string> labels)
    {
        var ofWikipedias = labels.Contains("en");
        foreach (var label in labels)
        {
            var parts = label.Split('_', '-');
            var code =
                ofWikipedias && Wikipedia.TryGetValue(label, out var other) ? other
                : Language.TryParse(parts[0], out var language) ? language.Iso639
                : parts[0];
            _labels.TryAdd(parts.Length > 1 && parts[1].Length == 4 ? $"{code}_{parts[1]}" : code, label);
        }
    }

    /// <summary>The label that stands for the language, or null for none.</summary>
    public string? Of(Language language) =>
        Codes(language.Iso639)
            .Select(code => _labels.GetValueOrDefault($"{code}_{language.Script}") ?? _labels.GetValueOrDefault(code))
            .FirstOrDefault(label => label is not null);

    /// <summary>Why text of the language cannot be told from others, or null where it can.</summary>
    public Problem? Refusal(Language language, string where) =>
        Of(language) is not null
            ? null
            : new Problem(
                $"the model of language identification has no label for {language.Name} ({language.Short}): every text would count "
                    + $"as wrong",
                where,
                "Leave the language out of this metric, or take a model that knows it."
            );

    private IEnumerable<string> Codes(string code)
    {
        yield return code;
        foreach (var (macro, members) in Members)
        {
            if (members.Contains(code))
                yield return macro;
        }

        if (!Members.TryGetValue(code, out var own))
            yield break;
        var labelled = own.Where(m => _labels.Keys.Any(l => l == m || l.StartsWith(m + "_", StringComparison.Ordinal))).ToList();
        if (labelled.Count == 1)
            yield return labelled[0];
    }
}
