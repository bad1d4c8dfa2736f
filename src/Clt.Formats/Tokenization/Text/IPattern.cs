namespace Clt.Formats.Tokenization.Text;

/// <summary>A literal or a regular expression of a tokenizer.json.</summary>
internal interface IPattern
{
    /// <summary>The matches from left to right, which do not overlap, in UTF-16 units.</summary>
    List<(int Start, int Length)> Matches(ReadOnlySpan<char> text);
}

/// <summary>Finds a string.</summary>
internal sealed class LiteralPattern(string literal) : IPattern
{
    public List<(int Start, int Length)> Matches(ReadOnlySpan<char> text)
    {
        var matches = new List<(int, int)>();
        for (var at = 0; literal.Length > 0; )
        {
            var found = text[at..].IndexOf(literal, StringComparison.Ordinal);
            if (found < 0)
                break;
            matches.Add((at + found, literal.Length));
            at += found + literal.Length;
        }

        return matches;
    }
}
