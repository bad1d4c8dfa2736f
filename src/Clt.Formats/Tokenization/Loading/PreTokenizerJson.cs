using Clt.Formats.Tokenization.PreTokenizers;
using Clt.Formats.Tokenization.Text;

namespace Clt.Formats.Tokenization.Loading;

/// <summary>Reads the "pre_tokenizer" of a tokenizer.json.</summary>
internal static class PreTokenizerJson
{
    /// <summary>Rust's \w: beside Oniguruma's the joiners.</summary>
    private const string RustWord = @"\w\u200C\u200D";

    /// <summary>Whether the text goes through the byte alphabet, which the BPE model does here.</summary>
    public static bool IsByteLevel(JsonPlace place) =>
        place.Type == "ByteLevel" || (place.Type == "Sequence" && place.Get("pretokenizers").Items().Any(IsByteLevel));

    /// <returns>Null where words are not split.</returns>
    public static IPreTokenizer? Read(JsonPlace place) =>
        place.Type switch
        {
            "Sequence" => Sequence(place),
            "ByteLevel" => ByteLevel(place),
            "Split" => Split(place),
            "Metaspace" => new MetaspacePreTokenizer(Character(place.Get("replacement")), Scheme(place), place.Bool("split", true)),
            "BertPreTokenizer" => CharacterSplits.Bert,
            "WhitespaceSplit" => CharacterSplits.WhitespaceSplit,
            "Whitespace" => new SplitPreTokenizer(
                new CodePointRegex($"[{RustWord}]+|[^{RustWord}\\s]+"),
                SplitBehavior.Removed,
                invert: true
            ),
            "Digits" => CharacterSplits.Digits(place.Bool("individual_digits", false)),
            "Punctuation" => CharacterSplits.Punctuation(Behavior(place, SplitBehavior.Isolated)),
            var type => throw place.Error($"The pre-tokenizer '{type}' is not known"),
        };

    public static char Character(JsonPlace place) =>
        place.String() is { Length: 1 } text ? text[0] : throw place.Error("one character is expected here");

    /// <summary>prepend_scheme, or the older add_prefix_space.</summary>
    public static PrependScheme Scheme(JsonPlace place)
    {
        if (place.Find("prepend_scheme") is not { } scheme)
            return place.Bool("add_prefix_space", true) ? PrependScheme.Always : PrependScheme.Never;
        return scheme.String() switch
        {
            "always" => PrependScheme.Always,
            "first" => PrependScheme.First,
            "never" => PrependScheme.Never,
            _ => throw scheme.Error("the scheme is always, first or never"),
        };
    }

    private static IPreTokenizer? Sequence(JsonPlace place)
    {
        var steps = place.Get("pretokenizers").Items().Select(Read).OfType<IPreTokenizer>().ToList();
        return steps.Count switch
        {
            0 => null,
            1 => steps[0],
            _ => new SequencePreTokenizer(steps),
        };
    }

    private static IPreTokenizer? ByteLevel(JsonPlace place)
    {
        var prefixSpace = place.Bool("add_prefix_space", true);
        var regex = place.Bool("use_regex", true);
        if (prefixSpace)
            return new ByteLevelPreTokenizer(prefixSpace, regex);
        return regex ? new ScannerPreTokenizer(new Gpt2Scanner()) : null;
    }

    private static IPreTokenizer Split(JsonPlace place)
    {
        var pattern = place.Get("pattern");
        var behavior = Behavior(place, null);
        var invert = place.Bool("invert", false);
        // cl100k's own is in Rust's syntax, where {1,3}+ is possessive; in Oniguruma's it repeats.
        var whole = behavior == SplitBehavior.Isolated || (behavior == SplitBehavior.Removed && invert);
        if (
            whole
            && pattern.Find("Regex")?.String() is { } regex
            && regex != Llama3Scanner.Cl100K
            && WordScanners.Find(regex) is { } scanner
        )
            return new ScannerPreTokenizer(scanner);
        return new SplitPreTokenizer(PatternJson.Read(pattern), behavior, invert);
    }

    private static SplitBehavior Behavior(JsonPlace place, SplitBehavior? otherwise)
    {
        if (otherwise is { } value && place.Find("behavior") is null)
            return value;
        var behavior = place.Get("behavior");
        return Enum.TryParse<SplitBehavior>(behavior.String(), out var parsed)
            ? parsed
            : throw behavior.Error("the behaviour is not known");
    }
}
