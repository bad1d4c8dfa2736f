using System.Globalization;
using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Normalizers;

/// <summary>
/// BERT's basic cleaning: control characters go, white space becomes spaces, CJK characters stand alone; accents and case as asked.
/// </summary>
internal sealed class BertNormalizer(bool cleanText, bool spaceChinese, bool stripAccents, bool lowercase) : INormalizer
{
    private static readonly UnicodeNormalizer Decompose = new(NormalizationForm.FormD);
    private static readonly LowercaseNormalizer Lower = new();

    public AlignedText Normalize(AlignedText text)
    {
        if (cleanText)
            text = Clean(text);
        if (spaceChinese)
            text = SpaceChinese(text);
        if (stripAccents)
            text = FilterNormalizer.Accents.Normalize(Decompose.Normalize(text));
        return lowercase ? Lower.Normalize(text) : text;
    }

    private static AlignedText Clean(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        while (builder.Next is { } rune)
        {
            if (rune.Value is 0 or 0xFFFD || IsControl(rune))
                builder.Skip();
            else
                builder.Replace(Rune.IsWhiteSpace(rune) ? new Rune(' ') : rune);
        }

        return builder.Build();
    }

    private static AlignedText SpaceChinese(AlignedText text)
    {
        var builder = new AlignedTextBuilder(text);
        while (builder.Next is { } rune)
        {
            if (!IsChinese(rune.Value))
            {
                builder.Keep();
                continue;
            }

            builder.Replace(new Rune(' '));
            builder.Insert(rune);
            builder.Insert(new Rune(' '));
        }

        return builder.Build();
    }

    private static bool IsControl(Rune rune) =>
        rune.Value is not ('\t' or '\n' or '\r')
        && (UnicodeEight.IsFormat(rune) || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.PrivateUse);

    private static bool IsChinese(int value) =>
        value
            is >= 0x4E00
                and <= 0x9FFF
                or >= 0x3400
                and <= 0x4DBF
                or >= 0x20000
                and <= 0x2A6DF
                or >= 0x2A700
                and <= 0x2B73F
                or >= 0x2B740
                and <= 0x2B81F
                or >= 0x2B920
                and <= 0x2CEAF
                or >= 0xF900
                and <= 0xFAFF
                or >= 0x2F800
                and <= 0x2FA1F;
}
