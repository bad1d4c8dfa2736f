using System.Collections.Concurrent;
using System.Globalization;
using System.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>Compares canonical combining classes.</summary>
/// <remarks>.NET does not show them, but its canonical ordering swaps two marks exactly when theirs descend.</remarks>
internal static class CombiningOrder
{
    // U+0334 has class 1 (the lowest above 0), U+0345 class 240 (the highest).
    private static readonly Rune Lowest = new(0x0334);
    private static readonly Rune Highest = new(0x0345);
    private static readonly ConcurrentDictionary<(int, int), bool> Swaps = new();

    /// <summary>Class 0: nothing moves past it.</summary>
    public static bool IsStarter(Rune rune)
    {
        if (rune.Value < 0x300)
            return true;
        var category = Rune.GetUnicodeCategory(rune);
        if (category is not (UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark or UnicodeCategory.EnclosingMark))
            return true;
        return !Less(Lowest, rune) && !Less(rune, Highest);
    }

    /// <summary>0 &lt; class(a) &lt; class(b).</summary>
    public static bool Less(Rune a, Rune b)
    {
        if (a.Value < 0x300 || b.Value < 0x300)
            return false;
        return Swaps.GetOrAdd(
            (a.Value, b.Value),
            static pair =>
            {
                var (first, second) = (new Rune(pair.Item1), new Rune(pair.Item2));
                if (
                    Rune.GetUnicodeCategory(first) == UnicodeCategory.OtherNotAssigned
                    || Rune.GetUnicodeCategory(second) == UnicodeCategory.OtherNotAssigned
                )
                    return false;
                return $"a{second}{first}".Normalize(NormalizationForm.FormD) == $"a{first}{second}" && first != second;
            }
        );
    }
}
