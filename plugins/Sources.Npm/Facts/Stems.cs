using System.Globalization;
using System.Text;

namespace Clt.Plugins.Sources.Npm.Facts;

/// <summary>
/// Lexical leakage: whether an answer can be guessed from its question, since both have a stem in common (<c>Japan</c>, <c>Japanese
/// Yen</c>).
/// </summary>
/// <remarks>
/// Case and diacritics do not count. In scripts with spaces two words share a stem when their first four letters are the same, or all of a
/// word of three; in scripts without spaces, when three letters in a row are, in Chinese characters and Hangul two, or the first.
/// </remarks>
internal static class Stems
{
    private const int Letters = 4;

    /// <summary>Whether two texts of one language share a stem.</summary>
    public static bool Shared(string question, string answer)
    {
        var (left, right) = (Words(question), Words(answer));
        return left.Any(l => right.Any(r => Alike(l, r)));
    }

    private static bool Alike(string a, string b)
    {
        if (IsSyllabic(a[0]) && IsSyllabic(b[0]))
            return a[0] == b[0] || HasRun(a, b, 2);
        if (IsUnspaced(a[0]) && IsUnspaced(b[0]))
            return HasRun(a, b, Math.Min(3, Math.Min(a.Length, b.Length)));
        var length = Math.Min(Letters, Math.Min(a.Length, b.Length));
        return length >= Letters - 1 && a.AsSpan(0, length).SequenceEqual(b.AsSpan(0, length));
    }

    private static bool HasRun(string a, string b, int length)
    {
        for (var i = 0; i + length <= a.Length; i++)
        {
            if (b.Contains(a.Substring(i, length), StringComparison.Ordinal))
                return true;
        }

        return false;
    }

    /// <summary>Runs of letters of one kind of script, without marks, in lower case.</summary>
    private static List<string> Words(string text)
    {
        List<string> words = [];
        var word = new StringBuilder();
        // Hangul stays whole syllables.
        foreach (var c in text.Normalize(NormalizationForm.FormKD).Where(c => !IsMark(c)).Aggregate("", (t, c) => t + c).Normalize())
        {
            if (word.Length > 0 && (!char.IsLetter(c) || Kind(c) != Kind(word[^1])))
            {
                words.Add(WithoutArticle(word.ToString()));
                word.Clear();
            }

            if (char.IsLetter(c))
                word.Append(char.ToLowerInvariant(c));
        }

        if (word.Length > 0)
            words.Add(WithoutArticle(word.ToString()));
        return words;
    }

    private static bool IsMark(char c) =>
        CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static int Kind(char c) =>
        IsSyllabic(c) ? 2
        : IsUnspaced(c) ? 1
        : 0;

    /// <summary>Chinese characters and Hangul.</summary>
    private static bool IsSyllabic(char c) => c is (>= '㐀' and <= '鿿') or (>= '가' and <= '힣');

    /// <summary>Kana, and the scripts of Thai, Lao, Burmese and Khmer.</summary>
    private static bool IsUnspaced(char c) =>
        c is (>= '぀' and <= 'ヿ') or (>= '\u0E00' and <= '\u0EFF') or (>= 'က' and <= '႟') or (>= 'ក' and <= '៿');

    /// <summary>Arabic writes its article as a part of the word.</summary>
    private static string WithoutArticle(string word) =>
        word.Length > 4 && word.StartsWith("ال", StringComparison.Ordinal) ? word[2..] : word;
}
