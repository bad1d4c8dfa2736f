using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Clt.Plugins.Metrics.Core;

/// <summary>Brings the digits, signs and LaTeX of a text into ASCII before numbers are read from it.</summary>
public static partial class NumberText
{
    /// <summary>
    /// Fractions of LaTeX become a/b, escapes and spacing inside numbers go, digits of all scripts and full-width signs become ASCII.
    /// </summary>
    public static string Normalise(string text, NumberConvention convention)
    {
        text = Fraction().Replace(CleanText.WellFormed(text), "$1/$2").Replace("{,}", ",").Replace("\\$", "$").Replace("\\%", "%");
        text = SpacingInside().Replace(text, "");
        var builder = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.GetUnicodeCategory(rune) == UnicodeCategory.DecimalDigitNumber)
                builder.Append((char)('0' + (int)Rune.GetNumericValue(rune)));
            else
                builder.Append(Map(rune, convention));
        }

        return ArabicThousands().Replace(builder.ToString(), "");
    }

    private static string Map(Rune rune, NumberConvention convention) =>
        rune.Value switch
        {
            0xFF0C => ",",
            0xFF0E => ".",
            0xFF0D or 0x2212 => "-",
            0xFF0F => "/",
            0xFF0B => "+",
            0xFF05 => "%",
            0x00A0 or 0x202F or 0x2009 => " ",
            0x066B => convention == NumberConvention.Point ? "." : ",",
            _ => rune.ToString(),
        };

    [GeneratedRegex(@"\\[dt]?frac\{([^{}]*)\}\{([^{}]*)\}")]
    private static partial Regex Fraction();

    // Thin spaces of LaTeX between digits of any script.
    [GeneratedRegex(@"(?<=\d)\\[,!; ](?=\d)")]
    private static partial Regex SpacingInside();

    [GeneratedRegex("(?<=[0-9])\u066C(?=[0-9])")]
    private static partial Regex ArabicThousands();
}
