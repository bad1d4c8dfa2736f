using System.Text.RegularExpressions;

namespace Clt.Plugins.Sources.Debian.Dictionaries;

/// <summary>
/// Reads an entry of a FreeDict dictionary: the headword with its sound (<c>/…/</c>) and its grammar (<c>&lt;…&gt;</c>), then the
/// translations with commas between, a numbered line a sense where there are several. What is indented or begins with <c>see:</c> are
/// notes, examples and other entries; an unnumbered line behind the translations explains them.
/// </summary>
internal static partial class FreeDictEntry
{
    /// <summary>The headword and its translations without notes in brackets; null where none is left.</summary>
    public static DictionaryEntry? Read(string text)
    {
        List<string> lines = [.. text.Split('\n').Where(l => l.Length > 0 && !char.IsWhiteSpace(l[0]))];
        if (lines.Count < 2)
            return null;
        var word = Clean(Sound().Replace(lines[0], ""));
        var senses = lines.Skip(1).Where(l => Numbered().IsMatch(l)).ToList();
        if (senses.Count == 0)
            senses = [lines[1]];
        List<string> translations =
        [
            .. senses
                .SelectMany(s => Notes().Replace(Numbered().Replace(s, ""), " ").Split([',', ';', '、'], StringSplitOptions.TrimEntries))
                .Select(Clean)
                .Where(t => t.Any(char.IsLetter))
                .Distinct(),
        ];
        return word.Any(char.IsLetter) && translations.Count > 0 ? new DictionaryEntry(word, translations) : null;
    }

    /// <summary>Without notes; one kind of hyphen and of space.</summary>
    private static string Clean(string text) =>
        Space().Replace(Notes().Replace(text, " ").Replace('‐', '-').Replace('~', ' '), " ").Trim().TrimEnd('.');

    /// <summary>From the first sound, grammar or note to the end of the line.</summary>
    [GeneratedRegex(@"\s+(?:/|<|\[|\().*$")]
    private static partial Regex Sound();

    [GeneratedRegex(@"<[^>]*>|\[[^\]]*\]|\([^)]*\)|\{[^}]*\}|\s[0-9]+[.]$")]
    private static partial Regex Notes();

    [GeneratedRegex(@"^[0-9]+[.]\s+")]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
