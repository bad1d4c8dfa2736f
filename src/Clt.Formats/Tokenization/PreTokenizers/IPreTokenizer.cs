using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Splits normalised text into the words that the subword model sees one by one.</summary>
internal interface IPreTokenizer
{
    void Split(AlignedText text, List<AlignedText> words);
}

/// <summary>A split pattern that matches at every position, so that text is its words without gaps.</summary>
internal interface IWordScanner
{
    /// <summary>Where the word that starts at <paramref name="start"/> ends; always after it.</summary>
    int End(ReadOnlySpan<char> text, int start);
}
