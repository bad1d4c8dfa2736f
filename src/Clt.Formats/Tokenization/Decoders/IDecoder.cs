namespace Clt.Formats.Tokenization.Decoders;

/// <summary>A step from tokens back to text: strings in, strings out; the last step's strings are concatenated.</summary>
internal interface IDecoder
{
    List<string> Decode(List<string> tokens);
}
