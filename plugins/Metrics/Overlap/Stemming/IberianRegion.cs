namespace Clt.Plugins.Metrics.Overlap;

/// <summary>The region RV of Spanish and Portuguese.</summary>
internal static class IberianRegion
{
    /// <summary>
    /// After the next vowel where the second letter is none; after the next non-vowel where the first two letters are vowels; else after
    /// the third letter.
    /// </summary>
    public static int Of(string text, string vowels)
    {
        if (text.Length < 3)
            return text.Length;
        bool Vowel(int at) => vowels.Contains(text[at]);
        if (Vowel(1) && !Vowel(0))
            return 3;
        for (var i = 2; i < text.Length; i++)
            if (Vowel(i) != Vowel(1))
                return i + 1;
        return text.Length;
    }
}
