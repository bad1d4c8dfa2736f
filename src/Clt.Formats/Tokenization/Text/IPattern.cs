namespace Clt.Formats.Tokenization.Text;

/// <summary>A literal or a regular expression of a tokenizer.json.</summary>
internal interface IPattern
{
    /// <summary>The matches from left to right, which do not overlap, in UTF-16 units.</summary>
    List<(int Start, int Length)> Matches(ReadOnlySpan<char> text);
}
