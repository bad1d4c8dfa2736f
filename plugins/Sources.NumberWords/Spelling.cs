using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Clt.Plugins.Sources.NumberWords.Icu;

namespace Clt.Plugins.Sources.NumberWords;

/// <summary>Numbers in words, spelled once a language and kept.</summary>
internal static class Spelling
{
    private static readonly ConcurrentDictionary<(string Locale, int Count), string[]> Known = new();

    /// <summary>The numbers 0 … <paramref name="count"/> - 1 in words.</summary>
    /// <exception cref="InputException">libicu is missing, or has no rules for the language.</exception>
    public static string[] Words(Language language, int count) =>
        Known.GetOrAdd(
            (language.Short.Replace('-', '_'), count),
            key =>
            {
                var words = IcuSpeller.Spell(key.Locale, key.Count);
                // A language without rules gets the root's, which are English, and no error.
                var missing = language.Iso639 != "eng" && count > 1 && words[1] == "one";
                return !missing
                    ? words
                    : throw new InputException(
                        $"the installed libicu has no number words for {language.Name} ({language.Short})",
                        "source number-words",
                        "Leave the language out, or install a complete libicu."
                    );
            }
        );

    /// <summary>SHA-256 over the languages' number words: another libicu that spells otherwise gives another hash.</summary>
    public static string Hash(IEnumerable<Language> languages, int count)
    {
        var all = string.Join('\n', languages.Select(l => l.Short + ':' + string.Join('|', Words(l, count))));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }
}
