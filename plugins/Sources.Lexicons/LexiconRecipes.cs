using Clt.Plugins.Sources.Lexicons.Dictionaries;
using Clt.Plugins.Sources.Lexicons.Switching;

namespace Clt.Plugins.Sources.Lexicons;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class LexiconRecipes
{
    /// <summary>A bilingual dictionary of one or several parts from one language: <c>Dictionary(FreeDict("eng-deu"))</c>.</summary>
    /// <param name="parts">Dictionaries; where two have a word, the translations of the first come first.</param>
    /// <exception cref="InputException">One is no dictionary, or they are from different languages.</exception>
    public static ISource Dictionary(params ISource[] parts) => new JoinedDictionary(parts);

    /// <summary>A bilingual dictionary in a file: a word and its translation a line, a tab or one space between (MUSE's form).</summary>
    /// <param name="file">The file.</param>
    /// <param name="from">Tag of the language of the words.</param>
    /// <param name="to">Tag of the language of the translations.</param>
    public static ISource Dictionary(string file, string from, string to) =>
        new DictionaryFile(file, Language.Parse(from), Language.Parse(to));

    /// <summary>
    /// A bilingual dictionary of an aligned source, such as <c>InterfaceStrings("th")</c>: short texts of an item in two languages.
    /// </summary>
    /// <param name="of">The source; items of all its splits are read.</param>
    /// <param name="from">Tag of the language of the words.</param>
    /// <param name="field">The field that holds a text.</param>
    /// <param name="words">Leave out items whose text has more words than that.</param>
    /// <exception cref="InputException">The source has not that language.</exception>
    public static ISource Dictionary(ISource of, string from, string field = "text", int words = 1) =>
        new AlignedDictionary(of, Language.Parse(from), field, words);

    /// <summary>
    /// A source whose training items in the dictionary's language have some words replaced by translations; labels and tags stay.
    /// </summary>
    /// <param name="of">Any source; records with <c>words</c> are switched word by word, so that tags keep their words.</param>
    /// <param name="dictionary">A dictionary, such as <c>Dictionary(FreeDict("eng-spa"))</c>.</param>
    /// <param name="rate">The probability that a word that the dictionary has is replaced.</param>
    /// <param name="into">Tags of languages, with spaces between, one of which is drawn for each word; all of the dictionary by default.</param>
    /// <param name="translations">Most translations of a word; one is drawn among the first.</param>
    /// <param name="field">The field that is switched.</param>
    /// <param name="seed">Decides what is switched; another seed, another view of the same items.</param>
    /// <exception cref="InputException">There is no dictionary for a language, or a number is out of range.</exception>
    public static ISource CodeSwitched(
        ISource of,
        ISource dictionary,
        double rate = 0.5,
        string into = "",
        int translations = 3,
        string field = "text",
        long seed = 1
    ) => new CodeSwitchedSource(of, dictionary, rate, into, translations, field, seed);
}
