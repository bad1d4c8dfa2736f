using System.Globalization;
using System.Text;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// Tokenization as sacreBLEU 2.6.0 does it: text in, text with single spaces between tokens out (except <c>char</c> and <c>none</c>).
/// </summary>
public static class BleuTokenizers
{
    // What the zh tokenizer takes for Chinese: ideographs with extension A, compatibility forms, radicals, CJK punctuation, full-width
    // forms, bopomofo, strokes, enclosed characters. The first range is the effect of its escape for extension B, which reads as U+2000 and
    // a digit: it takes general punctuation and symbols instead, and leaves the planes above the first alone.
    private static readonly (int First, int Last)[] Chinese =
    [
        (0x2001, 0x2A6D),
        (0x2E80, 0x2FDF),
        (0x2FF0, 0x303F),
        (0x3100, 0x312F),
        (0x31A0, 0x31BF),
        (0x31C0, 0x31EF),
        (0x3200, 0x33FF),
        (0x3400, 0x4DB5),
        (0x4E00, 0x9FBB),
        (0xF900, 0xFA2D),
        (0xFA30, 0xFA6A),
        (0xFA70, 0xFAD9),
        (0xFE10, 0xFE1F),
        (0xFE30, 0xFE4F),
        (0xFF00, 0xFFEF),
    ];

    /// <summary>The tokenizer's name in signatures, with the versions of MeCab and its dictionary where it uses them.</summary>
    /// <param name="dictionary">The folder of MeCab's dictionary, for its two tokenizers; null for where packages put it.</param>
    /// <exception cref="InputException">The machine has no MeCab or no such dictionary.</exception>
    public static string Name(BleuTokenizer tokenizer, string? dictionary = null) =>
        tokenizer switch
        {
            BleuTokenizer.V13a => "13a",
            BleuTokenizer.JaMecab or BleuTokenizer.KoMecab => MeCab.Of(tokenizer, dictionary).Name,
            BleuTokenizer.Intl or BleuTokenizer.Zh or BleuTokenizer.Char or BleuTokenizer.None => tokenizer.ToString().ToLowerInvariant(),
            _ => throw new ArgumentOutOfRangeException(nameof(tokenizer), tokenizer, "There is no such tokenizer."),
        };

    /// <param name="dictionary">As for <see cref="Name"/>.</param>
    /// <exception cref="InputException">As for <see cref="Name"/>.</exception>
    public static string Tokenize(string line, BleuTokenizer tokenizer, string? dictionary = null) =>
        tokenizer switch
        {
            BleuTokenizer.V13a => Spacing.Collapse(Spaced13a(line)),
            BleuTokenizer.Intl => International(line),
            BleuTokenizer.Zh => Spacing.Collapse(Spaced(SplitChinese(PythonText.Trim(line)))),
            BleuTokenizer.Char => string.Join(' ', line.EnumerateRunes()),
            BleuTokenizer.JaMecab or BleuTokenizer.KoMecab => MeCab.Of(tokenizer, dictionary).Tokenize(line),
            BleuTokenizer.None => line,
            _ => throw new ArgumentOutOfRangeException(nameof(tokenizer), tokenizer, "There is no such tokenizer."),
        };

    /// <summary>The tokens of a line.</summary>
    public static List<string> Words(string line, BleuTokenizer tokenizer, string? dictionary = null) =>
        PythonText.Split(tokenizer == BleuTokenizer.V13a ? Spaced13a(line) : Tokenize(line, tokenizer, dictionary));

    private static string Spaced13a(string line) =>
        Spaced($" {Spacing.Unescape(line.Replace("<skipped>", "").Replace("-\n", "").Replace('\n', ' '))} ");

    private static string Spaced(string line) => Spacing.PeriodsAndDashes(Spacing.Around(line, Spacing.IsMtevalSymbol));

    private static string SplitChinese(string line)
    {
        var builder = new StringBuilder(2 * line.Length);
        foreach (var rune in line.EnumerateRunes())
        {
            if (Array.Exists(Chinese, r => rune.Value >= r.First && rune.Value <= r.Last))
                builder.Append(' ').Append(rune).Append(' ');
            else
                builder.Append(rune);
        }

        return builder.ToString();
    }

    // Punctuation is split off unless a number stands on that side; symbols always are.
    private static string International(string line)
    {
        var runes = Pass(line.EnumerateRunes().ToList(), r => !IsNumber(r), IsPunctuation, before: false);
        runes = Pass(runes, IsPunctuation, r => !IsNumber(r), before: true);
        var builder = new StringBuilder(line.Length + 16);
        foreach (var rune in runes)
        {
            if (Rune.IsSymbol(rune))
                builder.Append(' ').Append(rune).Append(' ');
            else
                builder.Append(rune);
        }

        return Spacing.Collapse(builder.ToString());
    }

    private static List<Rune> Pass(List<Rune> runes, Func<Rune, bool> first, Func<Rune, bool> second, bool before)
    {
        var space = new Rune(' ');
        var spaced = new List<Rune>(runes.Count + 16);
        for (var i = 0; i < runes.Count; i++)
        {
            if (i + 1 < runes.Count && first(runes[i]) && second(runes[i + 1]))
            {
                spaced.AddRange(before ? [space, runes[i], space, runes[i + 1]] : [runes[i], space, runes[i + 1], space]);
                i++;
            }
            else
            {
                spaced.Add(runes[i]);
            }
        }

        return spaced;
    }

    private static bool IsPunctuation(Rune rune) => Rune.IsPunctuation(rune);

    private static bool IsNumber(Rune rune) =>
        Rune.GetUnicodeCategory(rune) is UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber;
}
