namespace Clt.Formats.Tokenization.Decoders;

/// <summary>Writes the mark as a space again; where one was put in front, the first token's marks go.</summary>
internal sealed class MetaspaceDecoder(char mark, bool prepended) : IDecoder
{
    public List<string> Decode(List<string> tokens) => tokens
        .Select((token, i) => i == 0 && prepended ? token.Replace(mark.ToString(), "", StringComparison.Ordinal) : token.Replace(mark, ' '))
        .ToList();
}
