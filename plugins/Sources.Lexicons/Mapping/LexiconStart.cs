using Clt.Plugins.Sources.Lexicons.Dictionaries;
using Clt.Plugins.Sources.Lexicons.Vectors;

namespace Clt.Plugins.Sources.Lexicons.Mapping;

/// <summary>The pairs of words that a mapping starts from.</summary>
/// <param name="dictionary">A dictionary of the same direction, or null for words that both languages write alike.</param>
/// <param name="numeralsOnly">Of those, the ones of digits alone.</param>
internal sealed class LexiconStart(ISource? dictionary, bool numeralsOnly)
{
    /// <summary>What does not fit.</summary>
    public void Check(Language from, IReadOnlyList<Language> to, Problems problems)
    {
        if (dictionary is null)
            return;
        problems.Check(!numeralsOnly, "a dictionary and numerals are both the start", "Lexicon", "Leave one out.");
        problems.Check(
            DictionaryRecords.FromOf(dictionary) == from,
            $"the source '{dictionary.Info.Name}' is no dictionary from {from.Short}",
            "Lexicon, start",
            "Name a dictionary of the same direction, or leave it out to start from words that are written alike."
        );
        foreach (var language in to.Except(dictionary.Info.Languages))
            problems.Add(
                $"there is no dictionary into {language.Name} ({language.Short})",
                "Lexicon, start",
                $"'{dictionary.Info.Name}' has: {string.Join(" ", dictionary.Info.Languages.Select(l => l.Short))}."
            );
    }

    public string Fingerprint(SourceContext context) => dictionary?.Fingerprint(context) ?? "";

    /// <summary>Rows of either table that mean the same.</summary>
    /// <exception cref="InputException">There is none.</exception>
    public IReadOnlyList<(int From, int To)> Pairs(VectorTable from, VectorTable to, Language language, SourceContext context)
    {
        var (sources, targets) = (from.Places(), to.Places());
        List<(int From, int To)> pairs = dictionary is null
            ?
            [
                .. sources
                    .Where(s => targets.ContainsKey(s.Key) && (!numeralsOnly || s.Key.All(char.IsAsciiDigit)))
                    .Select(s => (s.Value, targets[s.Key])),
            ]
            :
            [
                .. DictionaryRecords
                    .Read(dictionary, language, context)
                    .Where(e => sources.ContainsKey(e.Word))
                    .SelectMany(e => e.Translations.Where(targets.ContainsKey).Select(t => (sources[e.Word], targets[t])))
                    .Distinct(),
            ];
        return pairs.Count > 0
            ? pairs
            : throw new InputException(
                $"there is no pair of words to start the mapping into {language.Name} ({language.Short}) from",
                ToString(),
                "Start from a dictionary whose words occur in the texts: Lexicon(…, start: FreeDict(…))."
            );
    }

    /// <summary>Canonical.</summary>
    public override string ToString() =>
        dictionary is not null ? $"'{dictionary.Info.Name}'"
        : numeralsOnly ? "numerals"
        : "words written alike";
}
