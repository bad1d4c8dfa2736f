using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>Puts a content in place of each match; it stands for the last code point of the match.</summary>
internal sealed class ReplaceNormalizer(IPattern pattern, string content) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var matches = pattern.Matches(text.Span);
        if (matches.Count == 0)
            return text;
        if (content.Length == 1 && matches.All(m => m.Length == 1))
            return text.WithUnits(Units(text, matches));
        var builder = new AlignedTextBuilder(text);
        var at = 0;
        foreach (var (start, length) in matches)
        {
            at += Keep(builder, start - at);
            at += Skip(builder, length);
            foreach (var rune in content.EnumerateRunes())
                builder.Insert(rune);
        }

        Keep(builder, text.Length - at);
        return builder.Build();
    }

    private string Units(AlignedText text, List<(int Start, int Length)> matches)
    {
        var units = text.Span.ToArray();
        foreach (var (start, _) in matches)
            units[start] = content[0];
        return new string(units);
    }

    private static int Keep(AlignedTextBuilder builder, int units)
    {
        for (var left = units; left > 0; )
        {
            left -= builder.Next!.Value.Utf16SequenceLength;
            builder.Keep();
        }

        return units;
    }

    private static int Skip(AlignedTextBuilder builder, int units)
    {
        for (var left = units; left > 0; )
        {
            left -= builder.Next!.Value.Utf16SequenceLength;
            builder.Skip();
        }

        return units;
    }
}
