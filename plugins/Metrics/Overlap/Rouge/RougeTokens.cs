using System.Globalization;
using System.Text;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Tokens as published ROUGE tools make them.</summary>
public static class RougeTokens
{
    private static readonly PorterStemmer Porter = new();

    /// <summary>
    /// rouge-score's: runs of [a-z0-9] after lower-casing, so that text in other scripts has none; optionally Porter stems of tokens
    /// longer than 3.
    /// </summary>
    public static List<string> English(string text, bool stem)
    {
        var tokens = new List<string>();
        var lower = PythonText.Lower(text);
        for (var i = 0; i < lower.Length; )
        {
            while (i < lower.Length && !char.IsAsciiLetterOrDigit(lower[i]))
                i++;
            var start = i;
            while (i < lower.Length && char.IsAsciiLetterOrDigit(lower[i]))
                i++;
            if (i > start)
                tokens.Add(stem && i - start > 3 ? Porter.Stem(lower[start..i]) : lower[start..i]);
        }

        return tokens;
    }

    /// <summary>
    /// XL-Sum's for languages written with spaces: punctuation goes, letters, digits and other symbols part, Han characters stand alone.
    /// </summary>
    public static List<string> XlSum(string text) => Split(text, partDigits: true);

    /// <summary>
    /// XL-Sum's clean-up without its segmenters: words, with Han characters (all characters in Chinese, Japanese and Thai) alone.
    /// </summary>
    public static List<string> Fallback(string text, Language language) =>
        language.Iso639 is "zho" or "cmn" or "jpn" or "tha" ? Characters(text) : Split(text, partDigits: false);

    /// <summary>Words between white space and punctuation, as XL-Sum's ROUGE-Lsum has them in every language.</summary>
    public static List<string> Whitespace(string text) => PythonText.Split(Clean(text));

    private static string Clean(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var rune in PythonText.Lower(CleanText.WellFormed(text)).EnumerateRunes())
        {
            // Joiners and other format characters vanish without parting the word.
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.Format)
                continue;
            var drop = Rune.IsPunctuation(rune) || (rune.IsAscii && Rune.IsSymbol(rune));
            if (drop)
                builder.Append(' ');
            else
                builder.Append(rune);
        }

        return builder.ToString();
    }

    private static List<string> Characters(string text)
    {
        var tokens = new List<string>();
        var run = new StringBuilder();
        foreach (var rune in Clean(text).EnumerateRunes())
        {
            if (rune.IsAscii && Rune.IsLetterOrDigit(rune))
            {
                run.Append(rune);
                continue;
            }

            End(tokens, run);
            if (!rune.IsBmp || !PythonText.IsSpace((char)rune.Value))
                tokens.Add(rune.ToString());
        }

        End(tokens, run);
        return tokens;
    }

    private static List<string> Split(string text, bool partDigits)
    {
        var tokens = new List<string>();
        foreach (var word in Whitespace(text))
        {
            var token = new StringBuilder();
            var before = ' ';
            foreach (var rune in word.EnumerateRunes())
            {
                var kind = Kind(rune, before, partDigits);
                if (kind is 'h' or 's' || kind != before)
                    End(tokens, token);
                token.Append(rune);
                before = kind;
            }

            End(tokens, token);
        }

        return tokens;
    }

    // l: letter (marks take the kind of the letter before), d: digit, h: Han, s: other symbol.
    private static char Kind(Rune rune, char before, bool partDigits)
    {
        if (IsHan(rune))
            return 'h';
        var category = Rune.GetUnicodeCategory(rune);
        var isMark = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark;
        if (isMark && before != ' ')
            return before is 'h' or 's' ? 'l' : before;
        if (!partDigits)
            return 'l';
        return Rune.IsDigit(rune) || category is UnicodeCategory.OtherNumber or UnicodeCategory.LetterNumber ? 'd'
            : Rune.IsLetter(rune) ? 'l'
            : 's';
    }

    private static bool IsHan(Rune rune) =>
        rune.Value is (>= 0x4E00 and <= 0x9FFF) or (>= 0x3400 and <= 0x4DBF) or (>= 0xF900 and <= 0xFAFF) or (>= 0x20000 and <= 0x2FA1F);

    private static void End(List<string> tokens, StringBuilder token)
    {
        if (token.Length > 0)
            tokens.Add(token.ToString());
        token.Clear();
    }
}
