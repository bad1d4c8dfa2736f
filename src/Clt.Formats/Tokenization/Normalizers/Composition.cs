using System.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>Canonical composition of decomposed text; a composed code point stands for the first of those it took the place of.</summary>
internal static class Composition
{
    public static List<(Rune Rune, int Change)> Of(List<(Rune Rune, int Change)> decomposed)
    {
        var output = new List<(Rune Rune, int Change)>(decomposed.Count);
        var starter = -1;
        foreach (var item in decomposed)
        {
            if (starter >= 0 && !Blocked(output, starter, item.Rune) && Compose(output[starter].Rune, item.Rune) is { } composed)
            {
                output[starter] = (composed, output[starter].Change + item.Change - 1);
                continue;
            }

            if (CombiningOrder.IsStarter(item.Rune))
                starter = output.Count;
            output.Add(item);
        }

        return output;
    }

    /// <summary>Something of the same or a higher class, or a starter, stands between.</summary>
    private static bool Blocked(List<(Rune Rune, int Change)> output, int starter, Rune rune) =>
        output.Count - 1 > starter && (CombiningOrder.IsStarter(rune) || !CombiningOrder.Less(output[^1].Rune, rune));

    private static Rune? Compose(Rune first, Rune second)
    {
        if (second.Value < 0x300)
            return null;
        var pair = $"{first}{second}";
        if (!IsSafe(first) || !IsSafe(second))
            return null;
        var composed = pair.Normalize(NormalizationForm.FormC);
        var rune = composed.EnumerateRunes().First();
        return rune.Utf16SequenceLength == composed.Length ? rune : null;
    }

    private static bool IsSafe(Rune rune) => (rune.Value & 0xFFFE) != 0xFFFE && rune.Value is not (>= 0xFDD0 and <= 0xFDEF);
}
