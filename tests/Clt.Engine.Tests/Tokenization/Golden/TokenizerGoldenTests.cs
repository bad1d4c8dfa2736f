using System.Text;
using System.Text.Json;
using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Engine.Tests.Tokenization.Golden;

/// <summary>
/// Ids, tokens, offsets and decoded text against Hugging Face tokenizers, sentencepiece and tiktoken, on every row of every folder.
/// </summary>
public class TokenizerGoldenTests
{
    private const int Shown = 5;

    public static TheoryData<string> Local() => new(GoldenTokenizers.Local());

    public static TheoryData<string> Published() => new(GoldenTokenizers.Published());

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(Local))]
    public void Encodings_equal_the_reference(string name) => CheckEncodings(name);

    [NpmTheory]
    [MemberData(nameof(Published))]
    public void Encodings_of_published_tokenizers_equal_the_reference(string name) => CheckEncodings(name);

    private static void CheckEncodings(string name)
    {
        var tokenizer = GoldenTokenizers.Load(name);
        var matches = GoldenTokenizers.MatchesSpecial(name);
        var rows = GoldenTokenizers.Rows(name, "encodings.jsonl").ToList();
        rows.ShouldNotBeEmpty();
        Report(rows.SelectMany(row => Differences(tokenizer, row, matches)), name);
    }

    private static IEnumerable<string> Differences(HubTokenizer tokenizer, JsonElement row, bool matches)
    {
        var id = row.GetProperty("id").GetString();
        var text = row.GetProperty("text").GetString()!;
        var plain = new EncodeOptions { MatchSpecialTokens = matches };
        var special = new EncodeOptions { MatchSpecialTokens = true, AddSpecialTokens = true };
        var encoded = tokenizer.Encode(text, plain);
        var ids = GoldenTokenizers.Ints(row, "ids");
        var idsSpecial = GoldenTokenizers.Ints(row, "ids_special");
        if (Differ(ids, encoded.Ids) is { } a)
            yield return $"{id}: ids: {a}";
        if (Differ(ids, tokenizer.EncodeIds(text, plain)) is { } b)
            yield return $"{id}: fast ids: {b}";
        if (Differ(GoldenTokenizers.Strings(row, "tokens"), encoded.Tokens) is { } c)
            yield return $"{id}: tokens: {c}";
        if (Differ(GoldenTokenizers.Ranges(row, "offsets_utf16"), encoded.Offsets) is { } d)
            yield return $"{id}: offsets: {d}";
        var points = encoded.Offsets.Select(o => (CodePoints(text, o.Start), CodePoints(text, o.End)));
        if (Differ(GoldenTokenizers.Ranges(row, "offsets_cp"), points) is { } e)
            yield return $"{id}: code point offsets: {e}";
        if (Differ(idsSpecial, tokenizer.Encode(text, special).Ids) is { } f)
            yield return $"{id}: ids with special: {f}";
        if (Decoded(row, "decoded") is { } g && g != tokenizer.Decode(ids))
            yield return $"{id}: decoded: {g} is {tokenizer.Decode(ids)}";
        if (Decoded(row, "decoded_special") is { } h && h != tokenizer.Decode(idsSpecial))
            yield return $"{id}: decoded special";
        if (Decoded(row, "decoded_skip") is { } i && i != tokenizer.Decode(idsSpecial, skipSpecialTokens: true))
            yield return $"{id}: decoded skip";
    }

    internal static void Report(IEnumerable<string> differences, string name)
    {
        var all = differences.ToList();
        all.Count.ShouldBe(0, $"{name}:\n{string.Join('\n', all.Take(Shown))}");
    }

    internal static string? Differ<T>(IEnumerable<T> expected, IEnumerable<T> actual)
    {
        var (e, a) = (expected.ToList(), actual.ToList());
        if (e.SequenceEqual(a))
            return null;
        var at = e.Zip(a).TakeWhile(p => EqualityComparer<T>.Default.Equals(p.First, p.Second)).Count();
        return $"at {at} of {e.Count}: expected [{string.Join(", ", e.Skip(at).Take(6))}], got [{string.Join(", ", a.Skip(at).Take(6))}]";
    }

    private static string? Decoded(JsonElement row, string member) => row.TryGetProperty(member, out var value) ? value.GetString() : null;

    private static int CodePoints(string text, int units) => text.AsSpan(0, units).ToString().EnumerateRunes().Count();
}
