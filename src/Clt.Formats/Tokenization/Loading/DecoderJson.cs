using Clt.Formats.Tokenization.Decoders;
using Clt.Formats.Tokenization.PreTokenizers;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Reads the "decoder" of a tokenizer.json.</summary>
internal static class DecoderJson
{
    public static IDecoder Read(JsonPlace place) =>
        place.Type switch
        {
            "Sequence" => new SequenceDecoder(place.Get("decoders").Items().Select(Read).ToList()),
            "ByteLevel" => new ByteLevelDecoder(),
            "ByteFallback" => new ByteFallbackDecoder(),
            "Fuse" => new FuseDecoder(),
            "Replace" => new ReplaceDecoder(PatternJson.Read(place.Get("pattern")), place.Get("content").String()),
            "Strip" => new StripDecoder(
                PreTokenizerJson.Character(place.Get("content")),
                place.Get("start").Int(),
                place.Get("stop").Int()
            ),
            "Metaspace" => Metaspace(place),
            "WordPiece" => new WordPieceDecoder(place.String("prefix", "##"), place.Bool("cleanup", true)),
            "BPEDecoder" => new SuffixDecoder(place.String("suffix", "</w>")),
            var type => throw place.Error($"The decoder '{type}' is not known"),
        };

    private static MetaspaceDecoder Metaspace(JsonPlace place) =>
        new(PreTokenizerJson.Character(place.Get("replacement")), PreTokenizerJson.Scheme(place) != PrependScheme.Never);
}
