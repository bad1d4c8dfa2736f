using System.Globalization;
using System.Text;

namespace Clt.Formats.Tokenization.Training;

/// <summary>
/// What characters may stand together in a piece, as sentencepiece's <c>split_by_unicode_script</c> and <c>split_by_number</c> have it:
/// letters of one script, digits, or signs. Han and kana count as one script; the mark of a space goes with anything.
/// </summary>
/// <remarks>.NET knows no scripts, so they are told by blocks: those of a script in common use are one here.</remarks>
internal static class PieceScript
{
    /// <summary>U+2581, which stands for a space.</summary>
    public const char Space = '▁';

    /// <summary>Goes with anything: marks, and the space.</summary>
    public const int Any = 0;

    private const int Digit = 1;
    private const int Sign = 2;
    private const int Latin = 3;
    private const int Greek = 4;
    private const int Cyrillic = 5;
    private const int Arabic = 6;
    private const int Hangul = 7;
    private const int Han = 8;

    /// <summary>Other scripts of letters by blocks of 128, in which those of India, Thai and their neighbours lie.</summary>
    private const int Others = 100;

    private static readonly (int From, int To, int Script)[] Ranges =
    [
        (0x0000, 0x024F, Latin),
        (0x0370, 0x03FF, Greek),
        (0x0400, 0x052F, Cyrillic),
        (0x0600, 0x06FF, Arabic),
        (0x0750, 0x077F, Arabic),
        (0x08A0, 0x08FF, Arabic),
        (0x1100, 0x11FF, Hangul),
        (0x1E00, 0x1EFF, Latin),
        (0x1F00, 0x1FFF, Greek),
        (0x2C60, 0x2C7F, Latin),
        (0x2DE0, 0x2DFF, Cyrillic),
        (0x2E80, 0x312F, Han),
        (0x3130, 0x318F, Hangul),
        (0x3190, 0x9FFF, Han),
        (0xA640, 0xA69F, Cyrillic),
        (0xA720, 0xA7FF, Latin),
        (0xA960, 0xA97F, Hangul),
        (0xAC00, 0xD7FF, Hangul),
        (0xF900, 0xFAFF, Han),
        (0x20000, 0x323AF, Han),
    ];

    public static int Of(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            _ when rune.Value == Space => Any,
            UnicodeCategory.NonSpacingMark
            or UnicodeCategory.SpacingCombiningMark
            or UnicodeCategory.EnclosingMark
            or UnicodeCategory.Format => Any,
            UnicodeCategory.DecimalDigitNumber or UnicodeCategory.LetterNumber or UnicodeCategory.OtherNumber => Digit,
            UnicodeCategory.UppercaseLetter
            or UnicodeCategory.LowercaseLetter
            or UnicodeCategory.TitlecaseLetter
            or UnicodeCategory.ModifierLetter
            or UnicodeCategory.OtherLetter => OfLetter(rune.Value),
            _ => Sign,
        };

    private static int OfLetter(int value)
    {
        foreach (var (from, to, script) in Ranges)
        {
            if (value >= from && value <= to)
                return script;
        }

        return Others + value / 128;
    }
}
