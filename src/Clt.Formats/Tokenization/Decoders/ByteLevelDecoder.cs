using System.Text;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Decoders;

/// <summary>Pieces of the byte alphabet to bytes to text; a byte sequence that is not UTF-8 becomes U+FFFD (one a maximal part).</summary>
internal sealed class ByteLevelDecoder : IDecoder
{
    public List<string> Decode(List<string> tokens)
    {
        var bytes = new List<byte>(tokens.Count * 4);
        foreach (var token in tokens)
            bytes.AddRange(ByteAlphabet.Decode(token));
        return [Encoding.UTF8.GetString(bytes.ToArray())];
    }
}
