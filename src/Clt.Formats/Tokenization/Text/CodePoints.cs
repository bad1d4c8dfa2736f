using System.Text;

namespace Clt.Formats.Tokenization.Text;

/// <summary>
/// Code points of UTF-16 text. Text inside the tokenizers has no lone surrogates: <see cref="Clean"/> replaces them first.
/// </summary>
internal static class CodePoints
{
    /// <summary>The code point that starts at <paramref name="index"/>.</summary>
    public static Rune At(ReadOnlySpan<char> text, int index)
    {
        var c = text[index];
        if (!char.IsSurrogate(c))
            return new Rune(c);
        return index + 1 < text.Length && Rune.TryCreate(c, text[index + 1], out var rune) ? rune : Rune.ReplacementChar;
    }

    /// <summary>The same text with U+FFFD for each surrogate that has no partner; its length stays, so offsets stay.</summary>
    public static string Clean(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (!char.IsSurrogate(text[i]))
                continue;
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else
                return Repair(text, i);
        }

        return text;
    }

    private static string Repair(string text, int from)
    {
        var units = text.ToCharArray();
        for (var i = from; i < units.Length; i++)
        {
            if (!char.IsSurrogate(units[i]))
                continue;
            if (char.IsHighSurrogate(units[i]) && i + 1 < units.Length && char.IsLowSurrogate(units[i + 1]))
                i++;
            else
                units[i] = '\uFFFD';
        }

        return new string(units);
    }
}
