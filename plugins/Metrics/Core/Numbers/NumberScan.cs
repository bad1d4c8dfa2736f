using System.Globalization;

namespace Clt.Plugins.Metrics.Core;

/// <summary>Number extraction from a text, whatever rule reads a single number.</summary>
internal static class NumberScan
{
    /// <summary>Reads the number at a place.</summary>
    internal delegate bool Rule(string text, int at, bool anyHanRun, out Rational value, out int end);

    /// <summary>The last number of a text, or null: after one, reading goes on behind it.</summary>
    internal static Rational? Last(string text, bool anyHanRun, Rule rule)
    {
        Rational? last = null;
        for (var at = 0; at < text.Length; )
        {
            if (rule(text, at, anyHanRun, out var value, out var end))
                (last, at) = (value, end);
            else
                at++;
        }

        return last;
    }

    /// <summary>The number at the beginning, behind a sign and a currency sign at most; or null.</summary>
    internal static Rational? First(string text, Rule rule)
    {
        var start = 0;
        while (start < Math.Min(2, text.Length) && (text[start] == '-' || IsCurrency(text[start])))
            start++;
        return rule(text, start, anyHanRun: true, out var value, out _) ? value : null;
    }

    internal static bool IsCurrency(char c) => char.GetUnicodeCategory(c) == UnicodeCategory.CurrencySymbol;
}
