using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Runs of code points of a class, and the white-space alternatives that the split patterns share.</summary>
internal static class Runs
{
    /// <summary>The end of the run of code points that have any of <paramref name="classes"/>.</summary>
    public static int Of(ReadOnlySpan<char> text, int at, CharacterClass classes)
    {
        while (at < text.Length && (CharacterClasses.At(text, at, out var width) & classes) != 0)
            at += width;
        return at;
    }

    /// <summary>The end of the run of code points that have none of <paramref name="classes"/>.</summary>
    public static int Without(ReadOnlySpan<char> text, int at, CharacterClass classes)
    {
        while (at < text.Length && (CharacterClasses.At(text, at, out var width) & classes) == 0)
            at += width;
        return at;
    }

    /// <summary>At most <paramref name="limit"/> numbers.</summary>
    public static int Numbers(ReadOnlySpan<char> text, int at, int limit)
    {
        for (; limit > 0 && at < text.Length && (CharacterClasses.At(text, at, out var width) & CharacterClass.Number) != 0; limit--)
            at += width;
        return at;
    }

    /// <summary>\s+(?!\S)|\s+ : a run of white space leaves its last character to a word that follows.</summary>
    public static int Spaces(ReadOnlySpan<char> text, int start, int end) => end == text.Length || end == start + 1 ? end : end - 1;

    /// <summary>The position after the last line break in [start, end), or start where there is none.</summary>
    public static int AfterLastNewline(ReadOnlySpan<char> text, int start, int end)
    {
        var last = text[start..end].LastIndexOfAny('\r', '\n');
        return last < 0 ? start : start + last + 1;
    }
}
