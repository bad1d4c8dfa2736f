namespace Clt.Formats.ChatTemplates;

/// <summary>
/// The segments of a rendered text: what the template wrote is matched for special tokens, ranges that messages spell are not.
/// </summary>
/// <param name="text">The text.</param>
/// <param name="plain">Those ranges (UTF-16 units, half-open, in order).</param>
internal sealed class TextCuts(string text, IReadOnlyList<(int Start, int End)> plain)
{
    private readonly List<Segment> _segments = [];

    public IReadOnlyList<Segment> Segments => _segments;

    /// <summary>Adds a range of the text.</summary>
    public void Add(int start, int end, Role role, bool train)
    {
        foreach (var (from, to) in plain.Where(p => p.End > start && p.Start < end))
        {
            Piece(start, Math.Max(start, from), matched: true);
            Piece(Math.Max(start, from), Math.Min(end, to), matched: false);
            start = Math.Min(end, to);
        }

        Piece(start, end, matched: true);

        void Piece(int from, int to, bool matched)
        {
            if (to > from)
                _segments.Add(new Segment(text[from..to], role, train) { MatchSpecialTokens = matched });
        }
    }
}
