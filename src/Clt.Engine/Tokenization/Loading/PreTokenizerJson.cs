using Clt.Engine.Tokenization.PreTokenizers;

namespace Clt.Engine.Tokenization.Loading;

/// <summary>Reads the "pre_tokenizer" of a tokenizer.json.</summary>
internal static class PreTokenizerJson
{
    /// <summary>Whether the text goes through the byte alphabet, which the BPE model does here.</summary>
    public static bool IsByteLevel(JsonPlace place) =>
        place.Type == "ByteLevel" || (place.Type == "Sequence" && place.Get("pretokenizers").Items().Any(IsByteLevel));

    /// <returns>Null where words are not split.</returns>
    public static IPreTokenizer? Read(JsonPlace place) => place.Type switch
    {
        "Sequence" => Sequence(place),
        "ByteLevel" => ByteLevel(place),
        "Split" => Split(place),
        var type => throw place.Error($"The pre-tokenizer '{type}' is not known"),
    };

    private static IPreTokenizer? Sequence(JsonPlace place)
    {
        var steps = place.Get("pretokenizers").Items().Select(Read).OfType<IPreTokenizer>().ToList();
        return steps.Count switch { 0 => null, 1 => steps[0], _ => new SequencePreTokenizer(steps) };
    }

    private static IPreTokenizer? ByteLevel(JsonPlace place)
    {
        var prefixSpace = place.Bool("add_prefix_space", true);
        var regex = place.Bool("use_regex", true);
        if (prefixSpace) return new ByteLevelPreTokenizer(prefixSpace, regex);
        return regex ? new ScannerPreTokenizer(new Gpt2Scanner()) : null;
    }

    private static IPreTokenizer Split(JsonPlace place)
    {
        var pattern = place.Get("pattern");
        if (pattern.Find("Regex")?.String() is { } regex && place.String("behavior", "") == "Isolated" && WordScanners.Find(regex) is { } scanner)
            return new ScannerPreTokenizer(scanner);
        throw pattern.Error("The split pattern is not known");
    }
}
