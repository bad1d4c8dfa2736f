namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// A word that Snowball's rules shorten, with the regions in which they may (Porter 2001, Snowball: a language for stemming algorithms).
/// </summary>
/// <param name="text">The word.</param>
/// <param name="vowels">The language's vowels.</param>
internal sealed class StemWord(string text, string vowels)
{
    public string Text { get; set; } = text;

    /// <summary>Begins after the first non-vowel that follows a vowel.</summary>
    public int R1 { get; set; } = After(text, vowels, 0);

    /// <summary>The same within R1.</summary>
    public int R2 { get; set; } = After(text, vowels, After(text, vowels, 0));

    /// <summary>Where endings of verbs may stand; each language has its own rule.</summary>
    public int RV { get; set; } = text.Length;

    public bool IsVowel(int at) => at >= 0 && at < Text.Length && vowels.Contains(Text[at]);

    public bool EndsWith(string suffix) => Text.EndsWith(suffix, StringComparison.Ordinal);

    /// <summary>The longest of the endings that the word has, or null.</summary>
    public string? Longest(IEnumerable<string> endings)
    {
        string? longest = null;
        foreach (var ending in endings)
            if (ending.Length > (longest?.Length ?? 0) && EndsWith(ending))
                longest = ending;
        return longest;
    }

    /// <summary>The longest of the endings that the word has wholly within a region, or null.</summary>
    public string? Longest(IEnumerable<string> endings, int region) => Longest(endings.Where(e => IsIn(e, region)));

    /// <summary>Whether the word's last letters, as many as the ending has, stand within a region.</summary>
    public bool IsIn(string ending, int region) => Text.Length - ending.Length >= region;

    /// <summary>Replaces an ending.</summary>
    public void Replace(string ending, string by) => Text = Text[..^ending.Length] + by;

    /// <summary>Deletes an ending if the word has it within a region.</summary>
    public bool Delete(string ending, int region)
    {
        if (!EndsWith(ending) || !IsIn(ending, region))
            return false;
        Replace(ending, "");
        return true;
    }

    /// <summary>Deletes the longest of the endings that the word has, if it is within a region.</summary>
    public bool DeleteLongest(int region, params string[] endings) => Longest(endings) is { } found && Delete(found, region);

    /// <summary>The place after the first vowel and the first non-vowel after it, from a place on.</summary>
    private static int After(string text, string vowels, int from)
    {
        for (var i = from + 1; i < text.Length; i++)
            if (!vowels.Contains(text[i]) && vowels.Contains(text[i - 1]))
                return i + 1;
        return text.Length;
    }
}
