using System.Globalization;
using System.Text;

namespace Clt.Plugins.Metrics.Core;

/// <summary>
/// Tokens for comparing texts in any language: lower-cased words (runs of letters, marks and digits); in scripts written without spaces
/// (Han, kana, Thai, Lao, Khmer, Burmese) each letter with its marks is a token. Everything else separates and is dropped.
/// </summary>
public static class UnicodeTokens
{
    private const int ZeroWidthNonJoiner = 0x200C;
    private const int ZeroWidthJoiner = 0x200D;

    public static List<string> Of(string text)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        var single = false;
        foreach (var rune in CleanText.Composed(text).ToLowerInvariant().EnumerateRunes())
        {
            var kind = KindOf(rune);
            // A mark belongs to the letter before it; a new letter of an unsegmented script, or after one, begins a token.
            if (kind == Kind.Separator || kind == Kind.Single || (kind == Kind.Word && single))
                End();
            if (kind == Kind.Separator || (kind == Kind.Joiner && token.Length == 0))
                continue;
            if (kind is Kind.Word or Kind.Single)
                single = kind == Kind.Single;
            token.Append(rune);
        }

        End();
        return tokens;

        void End()
        {
            if (token.Length > 0)
                tokens.Add(token.ToString());
            token.Clear();
            single = false;
        }
    }

    private static Kind KindOf(Rune rune)
    {
        switch (Rune.GetUnicodeCategory(rune))
        {
            case UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark:
                return Kind.Mark;
            case UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter:
                return Kind.Word;
            case UnicodeCategory.ModifierLetter or UnicodeCategory.OtherLetter or UnicodeCategory.LetterNumber:
                return Unsegmented.Contains(rune) ? Kind.Single : Kind.Word;
            case UnicodeCategory.DecimalDigitNumber or UnicodeCategory.OtherNumber:
                return Kind.Word;
            default:
                // Joiners shape letters inside words of Indic scripts and Persian.
                return rune.Value is ZeroWidthNonJoiner or ZeroWidthJoiner ? Kind.Joiner : Kind.Separator;
        }
    }

    private enum Kind
    {
        Separator,
        Word,
        Single,
        Mark,
        Joiner,
    }
}
