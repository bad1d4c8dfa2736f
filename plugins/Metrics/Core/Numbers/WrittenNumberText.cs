using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Plugins.Metrics.Core;

/// <summary>Brings digits, signs, spaces and fractions of a text into one form before <see cref="WrittenNumberReader"/> reads it.</summary>
internal static partial class WrittenNumberText
{
    /// <summary>A space that groups digits and nothing else: no-break, narrow, thin and figure spaces become it.</summary>
    public const char GroupSpace = '\u00A0';

    /// <summary>Stands before a fraction that was one sign (3½, 3\frac12): whatever whole number stands before it is added.</summary>
    public const char Plus = '\u2064';

    /// <summary>Digits of all scripts become ASCII, all dashes that are minus signs '-', all apostrophes '\'', fractions a/b.</summary>
    public static string Normalise(string text)
    {
        text = LatexFraction().Replace(CleanText.WellFormed(text), $"{Plus}$1$3/$2$4");
        text = text.Replace("{,}", ",").Replace("\\$", "$").Replace("\\%", "%");
        text = LatexSpacing().Replace(text, $"{GroupSpace}");
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var category = Rune.GetUnicodeCategory(rune);
            if (category == UnicodeCategory.DecimalDigitNumber)
                builder.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else if (category == UnicodeCategory.OtherNumber && Vulgar(rune) is { } fraction)
                builder.Append(Plus).Append(fraction);
            else
                builder.Append(Mapped(rune));
        }

        return builder.ToString();
    }

    /// <summary>½ as 1/2, or null for signs that are no fractions.</summary>
    private static string? Vulgar(Rune rune)
    {
        var parts = rune.ToString().Normalize(NormalizationForm.FormKC).Split('\u2044');
        return parts.Length == 2 && parts.All(p => p.Length > 0 && p.All(char.IsAsciiDigit)) ? $"{parts[0]}/{parts[1]}" : null;
    }

    private static string Mapped(Rune rune) =>
        rune.Value switch
        {
            0xFF0C or 0xFE50 => ",",
            0xFF0E or 0xFE52 => ".",
            0x2010 or 0x2011 or 0x2012 or 0x2013 or 0x2212 or 0xFE63 or 0xFF0D => "-",
            0x2044 or 0x2215 or 0xFF0F => "/",
            0xFF0B => "+",
            0xFF05 or 0x066A => "%",
            0x2007 or 0x2008 or 0x2009 or 0x202F => $"{GroupSpace}",
            0x3000 => " ",
            0x02BC or 0x2019 or 0xFF07 => "'",
            // Marks of direction stand around numbers in right-to-left text.
            0x061C or 0x200E or 0x200F or (>= 0x202A and <= 0x202E) or (>= 0x2066 and <= 0x2069) => "",
            _ => rune.ToString(),
        };

    [GeneratedRegex(@"\\[dt]?frac(?:\{\s*([0-9]+)\s*\}\{\s*([0-9]+)\s*\}|([0-9])([0-9]))")]
    private static partial Regex LatexFraction();

    // Spaces of LaTeX between digits of any script.
    [GeneratedRegex(@"(?<=\d)\\[,:;! ](?=\d)")]
    private static partial Regex LatexSpacing();
}
