using System.Text.Json;
using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Engine.Tests.Tokenization.Golden;

/// <summary>Pairs of texts with type ids, masks, words and truncation, and other template languages, against the references.</summary>
public class PairGoldenTests
{
    private static readonly Dictionary<string, TruncationStrategy> Strategies = new()
    {
        ["longest_first"] = TruncationStrategy.LongestFirst,
        ["only_first"] = TruncationStrategy.OnlyFirst,
        ["only_second"] = TruncationStrategy.OnlySecond,
    };

    public static TheoryData<string> WithPairs() => new(GoldenTokenizers.Local().Where(n => GoldenTokenizers.Rows(n, "pairs.jsonl").Any()));

    public static TheoryData<string> WithLanguages() =>
        new(GoldenTokenizers.Local().Where(n => GoldenTokenizers.Rows(n, "languages.jsonl").Any()));

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(WithPairs))]
    public void Pairs_equal_the_reference(string name) =>
        TokenizerGoldenTests.Report(
            GoldenTokenizers.Rows(name, "pairs.jsonl").SelectMany(row => Differences(GoldenTokenizers.Load(name), row)),
            name
        );

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(WithLanguages))]
    public void Other_source_languages_equal_the_reference(string name)
    {
        var tokenizer = GoldenTokenizers.Load(name);
        foreach (var row in GoldenTokenizers.Rows(name, "languages.jsonl"))
        {
            var language = row.GetProperty("src_lang").GetString()!;
            tokenizer.Id(language).ShouldBe(row.GetProperty("lang_id").GetInt32());
            var options = new EncodeOptions
            {
                MatchSpecialTokens = true,
                AddSpecialTokens = true,
                BeginToken = language,
            };
            tokenizer.Encode(row.GetProperty("text").GetString()!, options).Ids.ShouldBe(GoldenTokenizers.Ints(row, "ids_special"));
        }
    }

    private static IEnumerable<string> Differences(HubTokenizer tokenizer, JsonElement row)
    {
        var id = $"{row.GetProperty("id")} {row.GetProperty("truncation")} {row.GetProperty("max_length")}";
        var (a, b) = (row.GetProperty("a").GetString()!, row.GetProperty("b").GetString()!);
        if (row.TryGetProperty("error", out _))
        {
            Should.Throw<InputException>(() => tokenizer.EncodePair(a, b, Options(row)), id);
            yield break;
        }

        var pair = tokenizer.EncodePair(a, b, Options(row));
        if (TokenizerGoldenTests.Differ(GoldenTokenizers.Ints(row, "ids"), pair.Ids) is { } d1)
            yield return $"{id}: ids {d1}";
        if (TokenizerGoldenTests.Differ(GoldenTokenizers.Strings(row, "tokens"), pair.Tokens) is { } d2)
            yield return $"{id}: tokens {d2}";
        if (TokenizerGoldenTests.Differ(GoldenTokenizers.Ints(row, "type_ids"), pair.TypeIds) is { } d3)
            yield return $"{id}: types {d3}";
        if (TokenizerGoldenTests.Differ(GoldenTokenizers.Ranges(row, "offsets_utf16"), pair.Offsets) is { } d4)
            yield return $"{id}: offsets {d4}";
        if (TokenizerGoldenTests.Differ(GoldenTokenizers.Ints(row, "special_tokens_mask"), pair.SpecialTokensMask) is { } d5)
            yield return $"{id}: mask {d5}";
        if (TokenizerGoldenTests.Differ(GoldenTokenizers.Ints(row, "attention_mask"), pair.AttentionMask) is { } d6)
            yield return $"{id}: attention {d6}";
        if (TokenizerGoldenTests.Differ(Optional(row, "sequence_ids"), pair.SequenceIds) is { } d7)
            yield return $"{id}: sequences {d7}";
        if (TokenizerGoldenTests.Differ(Optional(row, "word_ids"), pair.WordIds) is { } d8)
            yield return $"{id}: words {d8}";
    }

    private static EncodeOptions Options(JsonElement row) =>
        new()
        {
            MatchSpecialTokens = true,
            AddSpecialTokens = true,
            Truncation = row.GetProperty("truncation").GetString() is { } strategy
                ? new Truncation(row.GetProperty("max_length").GetInt32(), Strategies[strategy])
                : null,
        };

    private static List<int?> Optional(JsonElement row, string member) =>
        row.GetProperty(member).EnumerateArray().Select(e => e.ValueKind == JsonValueKind.Null ? (int?)null : e.GetInt32()).ToList();
}
