namespace Clt.Formats.Tokenization.Decoders;

/// <summary>Makes one string of all.</summary>
internal sealed class FuseDecoder : IDecoder
{
    public List<string> Decode(List<string> tokens) => [string.Concat(tokens)];
}
