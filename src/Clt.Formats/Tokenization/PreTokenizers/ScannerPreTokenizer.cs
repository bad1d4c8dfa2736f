using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Cuts text into the words of a scanner; the tokenizer's fast path walks the scanner itself.</summary>
internal sealed class ScannerPreTokenizer(IWordScanner scanner) : IPreTokenizer
{
    public IWordScanner Scanner => scanner;

    public void Split(AlignedText text, List<AlignedText> words)
    {
        for (var at = 0; at < text.Length; )
        {
            var end = scanner.End(text.Span, at);
            words.Add(text.Slice(at, end - at));
            at = end;
        }
    }
}
