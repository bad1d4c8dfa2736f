using System.Globalization;
using System.Text;

namespace Clt.Formats.ChatTemplates.Jinja;

/// <summary>
/// Simple case mappings and what Unicode says of letters beyond their category (DerivedCoreProperties: Cased, Case_Ignorable).
/// </summary>
internal static class CasedLetters
{
    private const string IgnorablePunctuation = "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07\uFF0E\uFF1A";

    /// <summary>Numerals and circled letters, which have case without being letters.</summary>
    private static readonly (int First, int Last)[] OtherUpper =
    [
        (0x2160, 0x216F),
        (0x24B6, 0x24CF),
        (0x1F130, 0x1F149),
        (0x1F150, 0x1F169),
        (0x1F170, 0x1F189),
    ];

    private static readonly (int First, int Last)[] OtherLower =
    [
        (0xAA, 0xAA),
        (0xBA, 0xBA),
        (0x2B0, 0x2B8),
        (0x2C0, 0x2C1),
        (0x2E0, 0x2E4),
        (0x345, 0x345),
        (0x37A, 0x37A),
        (0x10FC, 0x10FC),
        (0x1D2C, 0x1D6A),
        (0x1D78, 0x1D78),
        (0x1D9B, 0x1DBF),
        (0x2071, 0x2071),
        (0x207F, 0x207F),
        (0x2090, 0x209C),
        (0x2170, 0x217F),
        (0x24D0, 0x24E9),
        (0x2C7C, 0x2C7D),
        (0xA69C, 0xA69D),
        (0xA770, 0xA770),
        (0xA7F2, 0xA7F4),
        (0xA7F8, 0xA7F9),
        (0xAB5C, 0xAB5F),
        (0xAB69, 0xAB69),
        (0x10780, 0x10780),
        (0x10783, 0x10785),
        (0x10787, 0x107B0),
        (0x107B2, 0x107BA),
        (0x1E030, 0x1E06D),
    ];

    public static bool IsOtherUpper(Rune rune) => IsIn(OtherUpper, rune.Value);

    public static bool IsOtherLower(Rune rune) => IsIn(OtherLower, rune.Value);

    /// <summary>What stands inside a word without ending it: marks, apostrophes, modifiers.</summary>
    public static bool IsIgnorable(Rune rune) =>
        Rune.GetUnicodeCategory(rune)
            is UnicodeCategory.NonSpacingMark
                or UnicodeCategory.EnclosingMark
                or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter
                or UnicodeCategory.ModifierSymbol
        || (rune.IsBmp && IgnorablePunctuation.Contains((char)rune.Value));

    /// <summary>The simple upper case; .NET leaves out the two letters whose upper case is an ASCII letter.</summary>
    public static Rune Upper(Rune rune) =>
        rune.Value switch
        {
            0x131 => new Rune('I'),
            0x17F => new Rune('S'),
            _ => Rune.ToUpperInvariant(rune),
        };

    /// <summary>The simple lower case; .NET leaves out the Kelvin sign, whose lower case is an ASCII letter.</summary>
    public static Rune Lower(Rune rune) => rune.Value == 0x212A ? new Rune('k') : Rune.ToLowerInvariant(rune);

    /// <summary>The simple title case: of the digraphs a form of their own, of Georgian letters the small ones.</summary>
    public static Rune Title(Rune rune) =>
        rune.Value switch
        {
            0x1C4 or 0x1C6 => new Rune(0x1C5),
            0x1C7 or 0x1C9 => new Rune(0x1C8),
            0x1CA or 0x1CC => new Rune(0x1CB),
            0x1F1 or 0x1F3 => new Rune(0x1F2),
            0x1C5 or 0x1C8 or 0x1CB or 0x1F2 or (>= 0x10D0 and <= 0x10FF) => rune,
            _ => Upper(rune),
        };

    private static bool IsIn((int First, int Last)[] ranges, int value) => Array.Exists(ranges, r => value >= r.First && value <= r.Last);
}
