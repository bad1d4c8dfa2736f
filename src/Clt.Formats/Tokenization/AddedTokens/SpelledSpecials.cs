namespace Clt.Formats.Tokenization.AddedTokens;

/// <summary>Finds the special tokens that a text spells, and what at its ends may become one together with other text.</summary>
/// <param name="special">The contents of special tokens.</param>
/// <param name="ranges">The ranges of a text (UTF-16 units, half-open) that spell one.</param>
internal sealed class SpelledSpecials(IReadOnlyList<string> special, Func<string, IReadOnlyList<(int Start, int End)>> ranges)
{
    private readonly HashSet<string> _beginnings =
    [
        .. special.SelectMany(t => Enumerable.Range(1, Math.Max(0, t.Length - 1)).Select(n => t[..n])),
    ];
    private readonly HashSet<string> _ends =
    [
        .. special.SelectMany(t => Enumerable.Range(1, Math.Max(0, t.Length - 1)).Select(n => t[n..])),
    ];
    private readonly int _longest = special.Select(t => t.Length).DefaultIfEmpty(0).Max();

    /// <summary>
    /// Places behind a character, in order, such that a special token that overlaps the character is partly or wholly the text's.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="isCounted">Whether a token counts that the text spells whole.</param>
    public IReadOnlyCollection<int> Places(string text, Func<string, bool> isCounted)
    {
        var places = new SortedSet<int>();
        foreach (var (start, end) in ranges(text))
        {
            // A token may have taken white space along.
            var first = start + (end - start - text.AsSpan(start, end - start).TrimStart().Length);
            if (first < end && isCounted(text[start..end].Trim()))
                places.Add(Behind(text, first));
        }

        var (from, to) = (text.Length - text.AsSpan().TrimStart().Length, text.AsSpan().TrimEnd().Length);
        var (beginnings, ends) = (_beginnings.GetAlternateLookup<ReadOnlySpan<char>>(), _ends.GetAlternateLookup<ReadOnlySpan<char>>());
        for (var length = 1; length < _longest && length <= to - from; length++)
        {
            if (beginnings.Contains(text.AsSpan(to - length, length)))
                places.Add(to);
            if (ends.Contains(text.AsSpan(from, length)))
                places.Add(Behind(text, from));
        }

        return places;
    }

    private static int Behind(string text, int at) => at + (char.IsHighSurrogate(text[at]) && at + 1 < text.Length ? 2 : 1);
}
