using Clt.Plugins.Sources.Lexicons.Dictionaries;

namespace Clt.Plugins.Sources.Lexicons.Switching;

/// <summary>Translations of words in several languages, found without regard to case.</summary>
internal sealed class SwitchWords
{
    private readonly Dictionary<string, string[]?[]> _words = new(StringComparer.OrdinalIgnoreCase);

    /// <param name="dictionary">A dictionary.</param>
    /// <param name="into">The languages to take of it.</param>
    /// <param name="most">Most translations of a word in a language; the first ones are taken.</param>
    /// <param name="context">For reading.</param>
    /// <exception cref="InputException">It has no entry in a language.</exception>
    public SwitchWords(ISource dictionary, IReadOnlyList<Language> into, int most, SourceContext context)
    {
        var problems = new Problems();
        for (var i = 0; i < into.Count; i++)
        {
            var any = false;
            foreach (var (word, translations) in DictionaryRecords.Read(dictionary, into[i], context))
            {
                any |= Add(word, i, into.Count, translations, most);
            }

            problems.Check(
                any,
                $"the dictionary has no entry in {into[i].Name} ({into[i].Short})",
                dictionary.Info.Name,
                "Take another dictionary for it, or leave the language out of 'into'."
            );
        }

        problems.ThrowIfAny();
    }

    /// <summary>Whether the dictionary has a word.</summary>
    public bool Has(string word) => _words.ContainsKey(word);

    /// <summary>
    /// A translation: the language is drawn among those that have the word, the translation among its first ones. What is written with a
    /// capital stays so.
    /// </summary>
    public string Drawn(string word, Rng random)
    {
        var known = _words[word].OfType<string[]>().ToList();
        var language = known[random.Next(known.Count)];
        var drawn = language[random.Next(language.Length)];
        return char.IsUpper(word[0]) ? char.ToUpperInvariant(drawn[0]) + drawn[1..] : drawn;
    }

    private bool Add(string word, int language, int languages, string[] translations, int most)
    {
        if (translations.Length == 0)
            return false;
        if (!_words.TryGetValue(word, out var known))
            _words[word] = known = new string[]?[languages];
        known[language] = [.. (known[language] ?? []).Concat(translations).Distinct().Take(most)];
        return true;
    }
}
