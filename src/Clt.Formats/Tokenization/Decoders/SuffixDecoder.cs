namespace Clt.Formats.Tokenization.Decoders;

/// <summary>BPEDecoder: the end-of-word suffix becomes a space, none after the last token.</summary>
internal sealed class SuffixDecoder(string suffix) : IDecoder
{
    public List<string> Decode(List<string> tokens) => tokens
        .Select((token, i) => token.Replace(suffix, i == tokens.Count - 1 ? "" : " ", StringComparison.Ordinal)).ToList();
}
