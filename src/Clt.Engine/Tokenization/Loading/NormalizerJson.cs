using Clt.Engine.Tokenization.Normalizers;

namespace Clt.Engine.Tokenization.Loading;

/// <summary>Reads the "normalizer" of a tokenizer.json.</summary>
internal static class NormalizerJson
{
    public static INormalizer? Read(JsonPlace place) => throw place.Error($"The normalizer '{place.Type}' is not known");
}
