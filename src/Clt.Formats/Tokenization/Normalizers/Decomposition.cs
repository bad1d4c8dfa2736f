using System.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>
/// Full decomposition in canonical order; each code point with its change (0 in place of a source code point, 1 inserted).
/// </summary>
internal static class Decomposition
{
    public static List<(Rune Rune, int Change)> Of(string text, NormalizationForm form)
    {
        var output = new List<(Rune Rune, int Change)>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            var first = true;
            foreach (var part in Parts(rune, form))
            {
                Insert(output, (part, first ? 0 : 1));
                first = false;
            }
        }

        return output;
    }

    /// <summary>Appends, moving back over marks of a higher combining class.</summary>
    private static void Insert(List<(Rune Rune, int Change)> output, (Rune Rune, int Change) item)
    {
        var at = output.Count;
        while (at > 0 && CombiningOrder.Less(item.Rune, output[at - 1].Rune))
            at--;
        output.Insert(at, item);
    }

    private static StringRuneEnumerator Parts(Rune rune, NormalizationForm form)
    {
        var text = rune.ToString();
        if (rune.Value < 0xA0 || IsNoncharacter(rune.Value))
            return text.EnumerateRunes();
        return text.Normalize(form).EnumerateRunes();
    }

    private static bool IsNoncharacter(int value) => (value & 0xFFFE) == 0xFFFE || value is >= 0xFDD0 and <= 0xFDEF;
}
