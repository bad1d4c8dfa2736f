namespace Clt.Plugins.Metrics.Overlap;

/// <summary>The properties of a stem that Porter's rules ask for.</summary>
internal static class PorterWord
{
    /// <summary>Not a vowel; y is a consonant at the beginning and after a vowel.</summary>
    public static bool IsConsonant(ReadOnlySpan<char> word, int at) =>
        word[at] is not ('a' or 'e' or 'i' or 'o' or 'u') && (word[at] != 'y' || at == 0 || !IsConsonant(word, at - 1));

    /// <summary>How often a consonant follows a vowel.</summary>
    public static int Measure(ReadOnlySpan<char> word)
    {
        var (measure, vowel) = (0, false);
        var consonant = false;
        for (var i = 0; i < word.Length; i++)
        {
            consonant = word[i] is not ('a' or 'e' or 'i' or 'o' or 'u') && (word[i] != 'y' || i == 0 || !consonant);
            if (consonant && vowel)
                measure++;
            vowel = !consonant;
        }

        return measure;
    }

    public static bool HasVowel(ReadOnlySpan<char> word)
    {
        for (var i = 0; i < word.Length; i++)
            if (!IsConsonant(word, i))
                return true;
        return false;
    }

    public static bool EndsDouble(ReadOnlySpan<char> word) =>
        word.Length >= 2 && word[^1] == word[^2] && IsConsonant(word, word.Length - 1);

    /// <summary>Ends in consonant, vowel, consonant other than w, x, y; NLTK adds two-letter words of vowel and consonant.</summary>
    public static bool EndsCvc(ReadOnlySpan<char> word, bool extended)
    {
        var n = word.Length;
        if (
            n >= 3
            && IsConsonant(word, n - 3)
            && !IsConsonant(word, n - 2)
            && IsConsonant(word, n - 1)
            && word[^1] is not ('w' or 'x' or 'y')
        )
            return true;
        return extended && n == 2 && !IsConsonant(word, 0) && IsConsonant(word, 1);
    }
}
