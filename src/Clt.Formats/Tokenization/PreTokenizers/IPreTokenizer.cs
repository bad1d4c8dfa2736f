using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>Splits normalised text into the words that the subword model sees one by one.</summary>
internal interface IPreTokenizer
{
    void Split(AlignedText text, List<AlignedText> words);
}
