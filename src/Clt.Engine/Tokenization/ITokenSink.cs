using Clt.Engine.Tokenization.Models;
using Clt.Engine.Tokenization.Text;

namespace Clt.Engine.Tokenization;

/// <summary>Takes the tokens of a text in order.</summary>
internal interface ITokenSink
{
    void AddedToken(AddedToken token, AlignedText text);

    /// <summary>The tokens of the word that starts at <paramref name="start"/> of a text; their ranges are relative to the word.</summary>
    void Word(AlignedText text, int start, List<ModelToken> tokens);
}
