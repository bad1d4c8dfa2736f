namespace Clt.Formats.Tokenization.Models;

/// <summary>Where text with escaped spaces (U+2581) can be cut without changing what BPE makes of it.</summary>
/// <remarks>
/// A merge across a place makes a piece that holds the two characters next to each other; where no piece does, nothing merges across.
/// </remarks>
internal sealed class SpaceBreaks
{
    private const char Mark = '\u2581';
    private readonly HashSet<char> _joined = [Mark];

    public SpaceBreaks(IEnumerable<string> pieces)
    {
        foreach (var piece in pieces)
        {
            for (var i = 1; i < piece.Length; i++)
            {
                if (piece[i] == Mark)
                    _joined.Add(piece[i - 1]);
            }
        }
    }

    /// <summary>The end of the part that starts at <paramref name="start"/>.</summary>
    public int End(ReadOnlySpan<char> text, int start)
    {
        for (var at = start + 1; at < text.Length; at++)
        {
            if (text[at] == Mark && !_joined.Contains(text[at - 1]))
                return at;
        }

        return text.Length;
    }
}
