using Clt.Engine.Tokenization.Models;
using Clt.Engine.Tokenization.Text;

namespace Clt.Engine.Tokenization;

/// <summary>Keeps ids only.</summary>
internal sealed class IdSink : ITokenSink
{
    public List<int> Ids { get; } = new(64);

    public void AddedToken(AddedToken token, AlignedText text) => Ids.Add(token.Id);

    public void Word(AlignedText text, int start, List<ModelToken> tokens)
    {
        foreach (var token in tokens) Ids.Add(token.Id);
    }
}
