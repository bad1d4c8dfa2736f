using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>Lower case by the full mapping of single code points: U+0130 becomes two.</summary>
internal sealed class LowercaseNormalizer : INormalizer
{
    public AlignedText Normalize(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        while (builder.Next is { } rune)
        {
            if (rune.Value == 0x130)
            {
                builder.Replace(new Rune('i'));
                builder.Insert(new Rune(0x307));
            }
            else
            {
                builder.Replace(Rune.ToLowerInvariant(rune));
            }
        }

        return builder.Build();
    }
}
