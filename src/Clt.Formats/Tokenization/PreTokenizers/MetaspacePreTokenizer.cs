using System.Text;
using Clt.Formats.Tokenization.Normalizers;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Writes spaces as a mark (U+2581), puts one in front, and splits before each.</summary>
internal sealed class MetaspacePreTokenizer(char mark, PrependScheme scheme, bool split) : IPreTokenizer
{
    private readonly ReplaceNormalizer _spaces = new(new LiteralPattern(" "), mark.ToString());
    private readonly SplitPreTokenizer _words = new(new LiteralPattern(mark.ToString()), SplitBehavior.MergedWithNext, invert: false);

    public void Split(AlignedText text, List<AlignedText> words)
    {
        text = _spaces.Normalize(text);
        var wanted = scheme == PrependScheme.Always || (scheme == PrependScheme.First && text.OriginalStart(0) == 0);
        if (wanted && !text.Continues && text.Span[0] != mark)
            text = Prefix.Add(text, new Rune(mark));
        if (split)
            _words.Split(text, words);
        else
            words.Add(text);
    }
}

/// <summary>Where Metaspace puts its mark before a text that does not start with it.</summary>
internal enum PrependScheme
{
    Always,

    /// <summary>Only at the start of the original text.</summary>
    First,
    Never,
}
