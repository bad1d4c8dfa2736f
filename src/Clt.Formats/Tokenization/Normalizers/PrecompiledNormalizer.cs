using System.Globalization;
using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>sentencepiece's rules as the tokenizers library applies them: grapheme by grapheme, the shortest key first.</summary>
/// <remarks>
/// A grapheme under 6 UTF-8 bytes is looked up whole (its rest is lost where only its start is a key), else each of its characters.
/// </remarks>
internal sealed class PrecompiledNormalizer(CharsMap map) : INormalizer
{
    private const int WholeGraphemeBytes = 6;

    public AlignedText Normalize(AlignedText text)
    {
        if (Ascii.IsValid(text.Span) && !text.Span.ContainsAnyInRange('\0', '\x1F') && !text.Span.Contains('\x7F'))
            return text;
        var changes = new List<(Rune Rune, int Change)>(text.Length);
        var span = text.Span;
        Span<byte> bytes = stackalloc byte[WholeGraphemeBytes];
        for (var at = 0; at < span.Length; )
        {
            var grapheme = span.Slice(at, StringInfo.GetNextTextElementLength(span[at..]));
            at += grapheme.Length;
            if (
                Encoding.UTF8.TryGetBytes(grapheme, bytes, out var count)
                && count < WholeGraphemeBytes
                && map.Find(bytes[..count], longest: false).Replacement is { } whole
            )
            {
                Replace(changes, Count(grapheme), whole);
                continue;
            }

            foreach (var rune in grapheme.EnumerateRunes())
            {
                count = rune.EncodeToUtf8(bytes);
                if (map.Find(bytes[..count], longest: false).Replacement is { } part)
                    Replace(changes, 1, part);
                else
                    changes.Add((rune, 0));
            }
        }

        var builder = new AlignedTextBuilder(text);
        foreach (var (rune, change) in changes)
            builder.Apply(rune, change);
        return builder.Build();
    }

    private static int Count(ReadOnlySpan<char> text)
    {
        var count = 0;
        foreach (var _ in text.EnumerateRunes())
            count++;
        return count;
    }

    /// <summary>A longer replacement inserts at its end; a shorter one takes the rest of the old along with its last code point.</summary>
    private static void Replace(List<(Rune Rune, int Change)> changes, int old, string replacement)
    {
        var added = 0;
        foreach (var rune in replacement.EnumerateRunes())
        {
            changes.Add((rune, 0));
            added++;
        }

        for (var i = 1; i <= added - old; i++)
            changes[^i] = (changes[^i].Rune, 1);
        if (added < old && changes.Count > 0)
            changes[^1] = (changes[^1].Rune, changes[^1].Change + added - old);
    }
}
