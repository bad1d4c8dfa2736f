using System.Text;
using Clt.Formats.Tokenization.Normalizers;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Reads the "normalizer" of a tokenizer.json.</summary>
internal static class NormalizerJson
{
    public static INormalizer Read(JsonPlace place) =>
        place.Type switch
        {
            "Sequence" => new SequenceNormalizer(place.Get("normalizers").Items().Select(Read).ToList()),
            "NFC" => new UnicodeNormalizer(NormalizationForm.FormC),
            "NFD" => new UnicodeNormalizer(NormalizationForm.FormD),
            "NFKC" => new UnicodeNormalizer(NormalizationForm.FormKC),
            "NFKD" => new UnicodeNormalizer(NormalizationForm.FormKD),
            "Lowercase" => new LowercaseNormalizer(),
            "StripAccents" => FilterNormalizer.Accents,
            "Strip" => new StripNormalizer(place.Bool("strip_left", true), place.Bool("strip_right", true)),
            "Replace" => new ReplaceNormalizer(PatternJson.Read(place.Get("pattern")), place.Get("content").String()),
            "Prepend" => new PrependNormalizer(place.Get("prepend").String()),
            "BertNormalizer" => Bert(place),
            "Precompiled" => Precompiled(place.Get("precompiled_charsmap")),
            var type => throw place.Error($"The normalizer '{type}' is not known"),
        };

    private static BertNormalizer Bert(JsonPlace place)
    {
        var lowercase = place.Bool("lowercase", true);
        var accents = place.Bool("strip_accents", lowercase);
        return new BertNormalizer(place.Bool("clean_text", true), place.Bool("handle_chinese_chars", true), accents, lowercase);
    }

    private static INormalizer Precompiled(JsonPlace map)
    {
        try
        {
            var blob = Convert.FromBase64String(map.String());
            if (blob.Length == 0)
                return new SequenceNormalizer([]);
            return new PrecompiledNormalizer(CharsMap.Parse(blob) ?? throw map.Error("the normalisation rules are damaged"));
        }
        catch (FormatException)
        {
            throw map.Error("Base64 is expected here");
        }
    }
}
