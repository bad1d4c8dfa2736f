using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Every code point of a kind is a match of its own.</summary>
internal sealed class CharacterPattern(Func<Rune, bool> matches) : IPattern
{
    public List<(int Start, int Length)> Matches(ReadOnlySpan<char> text)
    {
        var found = new List<(int, int)>();
        for (var at = 0; at < text.Length; )
        {
            var rune = CodePoints.At(text, at);
            if (matches(rune))
                found.Add((at, rune.Utf16SequenceLength));
            at += rune.Utf16SequenceLength;
        }

        return found;
    }
}
