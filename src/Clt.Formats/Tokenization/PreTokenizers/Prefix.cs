using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Puts a code point before a text; it stands for what the text's first code point stands for.</summary>
internal static class Prefix
{
    public static AlignedText Add(AlignedText text, Rune prefix)
    {
        var builder = new AlignedTextBuilder(text);
        if (builder.Next is not { } first)
            return text;
        builder.Replace(prefix);
        builder.Insert(first);
        while (builder.Next is not null)
            builder.Keep();
        return builder.Build();
    }
}
