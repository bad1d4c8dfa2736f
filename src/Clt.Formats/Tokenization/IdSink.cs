using Clt.Formats.Tokenization.AddedTokens;
using Clt.Formats.Tokenization.Models;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization;

/// <summary>Keeps ids only.</summary>
internal sealed class IdSink : ITokenSink
{
    public List<int> Ids { get; } = new(64);

    public void AddedToken(AddedToken token, AlignedText text) => Ids.Add(token.Id);

    public void Word(AlignedText text, int start, List<ModelToken> tokens)
    {
        foreach (var token in tokens)
            Ids.Add(token.Id);
    }
}
