using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>GPT-2's step: an optional space in front, then its split. The bytes themselves are the subword model's matter.</summary>
internal sealed class ByteLevelPreTokenizer(bool addPrefixSpace, bool useRegex) : IPreTokenizer
{
    private static readonly ScannerPreTokenizer Words = new(new Gpt2Scanner());

    public void Split(AlignedText text, List<AlignedText> words)
    {
        if (addPrefixSpace && !text.Continues && !text.Span.StartsWith(" "))
            text = Prefix.Add(text, new Rune(' '));
        if (useRegex)
            Words.Split(text, words);
        else
            words.Add(text);
    }
}
