using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>Drops white space at the ends.</summary>
internal sealed class StripNormalizer(bool left, bool right) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var span = text.Span;
        var start = left ? span.Length - span.TrimStart().Length : 0;
        var end = right ? Math.Max(start, span.TrimEnd().Length) : span.Length;
        return text.Slice(start, end - start);
    }
}

/// <summary>Puts a string before a text that is not empty; it stands for the text's first code point.</summary>
internal sealed class PrependNormalizer(string prefix) : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        if (prefix.Length == 0 || text.Continues || builder.Next is not { } first)
            return text;
        var runes = prefix.EnumerateRunes().ToList();
        builder.Replace(runes[0]);
        foreach (var rune in runes.Skip(1).Append(first))
            builder.Insert(rune);
        while (builder.Next is not null)
            builder.Keep();
        return builder.Build();
    }
}
