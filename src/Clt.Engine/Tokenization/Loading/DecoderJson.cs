using Clt.Engine.Tokenization.Decoders;

namespace Clt.Engine.Tokenization.Loading;

/// <summary>Reads the "decoder" of a tokenizer.json.</summary>
internal static class DecoderJson
{
    public static IDecoder Read(JsonPlace place) => place.Type switch
    {
        "ByteLevel" => new ByteLevelDecoder(),
        var type => throw place.Error($"The decoder '{type}' is not known"),
    };
}
