using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Words as chrF++ counts them: one ASCII punctuation mark is split off at the end, else at the beginning, of each word.</summary>
internal static class ChrfWords
{
    public static List<string> Of(string text)
    {
        var words = new List<string>();
        foreach (var word in PythonText.Split(text))
        {
            var single = word.Length == 1 || (word.Length == 2 && char.IsSurrogatePair(word, 0));
            if (single)
                words.Add(word);
            else if (IsPunctuation(word[^1]))
                words.AddRange([word[..^1], word[^1..]]);
            else if (IsPunctuation(word[0]))
                words.AddRange([word[..1], word[1..]]);
            else
                words.Add(word);
        }

        return words;
    }

    private static bool IsPunctuation(char c) => c is > ' ' and < '\u007f' && !char.IsAsciiLetterOrDigit(c);
}
