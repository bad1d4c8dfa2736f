using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Splits at the matches of a pattern, or between them where inverted.</summary>
internal sealed class SplitPreTokenizer(IPattern pattern, SplitBehavior behavior, bool invert) : IPreTokenizer
{
    public void Split(AlignedText text, List<AlignedText> words)
    {
        foreach (var (start, end) in Ranges(Parts(text)))
        {
            if (end > start)
                words.Add(text.Slice(start, end - start));
        }
    }

    /// <summary>The whole text as parts that are matches or lie between matches.</summary>
    private List<(int Start, int End, bool Match)> Parts(AlignedText text)
    {
        var parts = new List<(int, int, bool)>();
        var at = 0;
        foreach (var (start, length) in pattern.Matches(text.Span))
        {
            if (start > at)
                parts.Add((at, start, invert));
            parts.Add((start, start + length, !invert));
            at = start + length;
        }

        if (at < text.Length)
            parts.Add((at, text.Length, invert));
        return parts;
    }

    private IEnumerable<(int Start, int End)> Ranges(List<(int Start, int End, bool Match)> parts) =>
        behavior switch
        {
            SplitBehavior.Removed => parts.Where(p => !p.Match).Select(p => (p.Start, p.End)),
            SplitBehavior.Isolated => parts.Select(p => (p.Start, p.End)),
            SplitBehavior.Contiguous => Join(parts, (previous, next) => previous.Match == next.Match),
            SplitBehavior.MergedWithPrevious => Join(parts, (previous, next) => next.Match && !previous.Match),
            SplitBehavior.MergedWithNext => Join(parts, (previous, next) => previous.Match && !next.Match),
            _ => throw new ArgumentOutOfRangeException(nameof(parts), behavior, "There is no such way to split."),
        };

    /// <summary>Joins a part to the one before it where <paramref name="together"/> says so of the two.</summary>
    private static List<(int Start, int End)> Join(
        List<(int Start, int End, bool Match)> parts,
        Func<(int, int, bool Match), (int, int, bool Match), bool> together
    )
    {
        var joined = new List<(int Start, int End)>();
        for (var i = 0; i < parts.Count; i++)
        {
            if (i > 0 && together(parts[i - 1], parts[i]))
                joined[^1] = (joined[^1].Start, parts[i].End);
            else
                joined.Add((parts[i].Start, parts[i].End));
        }

        return joined;
    }
}

/// <summary>What a split does with the matches of its pattern, named as in tokenizer.json.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}
