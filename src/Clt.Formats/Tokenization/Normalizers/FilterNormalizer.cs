using System.Globalization;
using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>Drops the code points that a test refuses.</summary>
internal sealed class FilterNormalizer(Func<Rune, bool> keep) : INormalizer
{
    /// <summary>StripAccents: drops non-spacing marks (it follows a decomposition).</summary>
    public static FilterNormalizer Accents { get; } = new(rune => Rune.GetUnicodeCategory(rune) != UnicodeCategory.NonSpacingMark);

    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        while (builder.Next is { } rune)
        {
            if (keep(rune))
                builder.Keep();
            else
                builder.Skip();
        }

        return builder.Build();
    }
}
