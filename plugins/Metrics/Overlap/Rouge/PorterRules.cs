namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// The tables of Porter's steps 2 and 3: the first suffix that fits decides, and it is replaced where the stem's measure is positive.
/// </summary>
internal static class PorterRules
{
    private static readonly (string Suffix, string Replacement)[] Second =
    [
        ("ational", "ate"),
        ("tional", "tion"),
        ("enci", "ence"),
        ("anci", "ance"),
        ("izer", "ize"),
        ("bli", "ble"),
        ("alli", "al"),
        ("entli", "ent"),
        ("eli", "e"),
        ("ousli", "ous"),
        ("ization", "ize"),
        ("ation", "ate"),
        ("ator", "ate"),
        ("alism", "al"),
        ("iveness", "ive"),
        ("fulness", "ful"),
        ("ousness", "ous"),
        ("aliti", "al"),
        ("iviti", "ive"),
        ("biliti", "ble"),
    ];

    private static readonly (string Suffix, string Replacement)[] Third =
    [
        ("icate", "ic"),
        ("ative", ""),
        ("alize", "al"),
        ("iciti", "ic"),
        ("ical", "ic"),
        ("ful", ""),
        ("ness", ""),
    ];

    public static string Step3(string word) => Apply(word, Third) ?? word;

    public static string Step2(string word, PorterMode mode)
    {
        if (mode == PorterMode.Original)
            return Apply(word, Second.Select(r => r.Suffix == "bli" ? ("abli", "able") : r)) ?? word;
        if (Apply(word, Second) is { } stemmed)
            return stemmed;
        if (mode == PorterMode.NltkExtensions && word.EndsWith("fulli", StringComparison.Ordinal))
            return Measured(word, "fulli", "ful");
        if (!word.EndsWith("logi", StringComparison.Ordinal))
            return word;
        // NLTK measures the stem with its l.
        var stem = word.AsSpan(0, word.Length - (mode == PorterMode.NltkExtensions ? 3 : 4));
        return PorterWord.Measure(stem) > 0 ? word[..^1] : word;
    }

    private static string? Apply(string word, IEnumerable<(string Suffix, string Replacement)> rules)
    {
        foreach (var (suffix, replacement) in rules)
        {
            if (word.EndsWith(suffix, StringComparison.Ordinal))
                return Measured(word, suffix, replacement);
        }

        return null;
    }

    private static string Measured(string word, string suffix, string replacement) =>
        PorterWord.Measure(word.AsSpan(0, word.Length - suffix.Length)) > 0 ? word[..^suffix.Length] + replacement : word;
}
