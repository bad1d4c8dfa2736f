using Clt.Formats.Tokenization.AddedTokens;
using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization;

/// <summary>Takes the tokens of a text in order.</summary>
internal interface ITokenSink
{
    void AddedToken(AddedToken token, AlignedText text);

    /// <summary>The tokens of the word that starts at <paramref name="start"/> of a text; their ranges are relative to the word.</summary>
    void Word(AlignedText text, int start, List<ModelToken> tokens);
}
