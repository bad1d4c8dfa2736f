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
