namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// The light Arabic stemmer of Chelli, Aries and Benzahia (Snowball's), with the effects it has in NLTK, from which XL-Sum takes it.
/// </summary>
/// <remarks>
/// Three effects are NLTK's alone: the plural ات also takes the letter before a final ا or ت; the shortest of the verb's endings goes; and
/// the endings of verbs without a pronoun go as those with one do, which in NLTK holds after the first word that had one.
/// </remarks>
internal static class ArabicStemmer
{
    private static readonly string[] Articles = ["ال", "لل", "كال", "بال"];

    private static readonly string[] VerbPronouns = ["ه", "ك", "ني", "نا", "ها", "هم", "هن", "كم", "كن", "هما", "كما", "كمو"];
    private static readonly string[] NounPronouns = ["ي", "ك", "ه", "نا", "كم", "ها", "هن", "هم", "كما", "هما"];

    private static readonly string[] Future = ["سي", "ست", "سن", "سأ"];
    private static readonly string[] Causative = ["يست", "نست", "تست"];

    public static string Stem(string text)
    {
        var definite = Article(text) is { } article && text.Length > article.Length + 1;
        var noun = definite || Ends(text, "ة", 3) || Ends(text, "ات", 4);
        var word = string.Concat(text.Where(c => !IsMark(c)));
        if (word.Length <= 2)
            return word;
        if (!noun)
            word = WithoutVerbEndings(word);
        word = WithoutNounEndings(word, definite);
        return WithoutHamzas(WithoutPrefixes(word, noun));
    }

    private static string WithoutVerbEndings(string word)
    {
        word = WithoutPronoun(word, VerbPronouns);
        return word.Length >= 4 && "تانيو".Contains(word[^1]) ? word[..^1] : word;
    }

    private static string WithoutNounEndings(string word, bool definite)
    {
        if (Ends(word, "ة", 3))
            word = word[..^1];
        else if (!definite)
            word = WithoutNumber(WithoutPronoun(word, NounPronouns));
        else if (Ends(word, "ن", 6))
            word = WithoutNumber(word[..^1]);
        else if (EndsAsPlural(word))
            word = word[..^2];
        return Ends(word, "ي", 3) ? word[..^1] : word;
    }

    /// <summary>A pronoun goes if three letters are left.</summary>
    private static string WithoutPronoun(string word, string[] pronouns) =>
        Array.Find(pronouns, p => Ends(word, p, p.Length + 3)) is { } pronoun ? word[..^pronoun.Length] : word;

    private static string WithoutNumber(string word)
    {
        if (word.Length > 4 && "ايو".Contains(word[^1]))
            return word[..^1];
        if (EndsAsPlural(word))
            return word[..^2];
        return Ends(word, "ت", 4) ? word[..^1] : word;
    }

    private static bool EndsAsPlural(string word) => Ends(word, "ا", 5) || Ends(word, "ت", 5);

    private static string WithoutPrefixes(string word, bool noun)
    {
        if (word.Length > 3 && word[0] == 'أ' && "أآؤاإ".Contains(word[1]))
            word = word[1..];
        if (word.Length > 5 && (Begins(word, "فال") || Begins(word, "وال")))
            word = word[3..];
        else if (word.Length > 3 && word[0] is 'ف' or 'و' && word[1] != 'ا')
            word = word[1..];

        var article = Article(word) is { } found && word.Length > found.Length + 2 ? found : null;
        if (article is not null)
            word = word[article.Length..];
        if (article?.Length != 2)
            return WithoutPreposition(word);
        return noun ? word : WithoutVerbPrefixes(word);
    }

    private static string WithoutPreposition(string word)
    {
        var known = word.Length > 3 && (word[0] == 'ب' || Begins(word, "كك"));
        return known || (word.Length > 4 && word[0] is 'ك' or 'ل') ? word[1..] : word;
    }

    private static string WithoutVerbPrefixes(string word)
    {
        if (word.Length > 4 && Array.Exists(Future, p => Begins(word, p)))
            word = word[1..];
        return word.Length > 4 && Array.Exists(Causative, p => Begins(word, p)) ? "ا" + word[1..] : word;
    }

    private static string WithoutHamzas(string word)
    {
        if (word.Length > 0 && "أإآؤئ".Contains(word[^1]))
            word = word[..^1] + "ء";
        return word.Replace('أ', 'ا').Replace('إ', 'ا').Replace('آ', 'ا').Replace('ؤ', 'و').Replace('ئ', 'ي');
    }

    private static string? Article(string word) => Array.Find(Articles, a => Begins(word, a));

    private static bool Begins(string word, string prefix) => word.StartsWith(prefix, StringComparison.Ordinal);

    private static bool Ends(string word, string ending, int least) =>
        word.Length >= least && word.EndsWith(ending, StringComparison.Ordinal);

    // Vowel signs, the stretching sign, punctuation and the honorific signs beside it.
    private static bool IsMark(char c) => c is (>= '\u064B' and <= '\u0652') or '\u0640' or (>= '\u060C' and <= '\u061B') or '\u061F';
}
