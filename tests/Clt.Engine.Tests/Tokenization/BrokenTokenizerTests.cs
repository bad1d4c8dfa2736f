using System.Text;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.Tokenization;

/// <summary>Broken files are errors of the input that name the place, whatever is broken.</summary>
public class BrokenTokenizerTests
{
    private const string Whole = """
        {"added_tokens": [{"id": 3, "content": "<s>", "special": true}], "normalizer": {"type": "NFC"},
         "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "always"},
         "decoder": {"type": "Metaspace", "replacement": "▁"},
         "post_processor": {"type": "TemplateProcessing", "single": [{"SpecialToken": {"id": "<s>", "type_id": 0}},
         {"Sequence": {"id": "A", "type_id": 0}}],
           "pair": [{"Sequence": {"id": "A", "type_id": 0}}], "special_tokens": {"<s>": {"ids": [3], "tokens": ["<s>"]}}},
         "model": {"type": "BPE", "vocab": {"▁": 0, "a": 1, "▁a": 2}, "merges": [["▁", "a"]], "unk_token": null}}
        """;

    [Fact]
    public void The_whole_file_loads()
    {
        var tokenizer = Load(Whole);
        tokenizer.Encode("a", new EncodeOptions { AddSpecialTokens = true }).Ids.ShouldBe([3, 2]);
        tokenizer.Decode([3, 2], skipSpecialTokens: true).ShouldBe("a");
        tokenizer.BeginId.ShouldBe(3);
    }

    [Theory]
    [InlineData("[\"▁\", \"a\"]", "[\"▁\", \"b\"]", "model.merges[0]", "'b'")]
    [InlineData("[\"▁\", \"a\"]", "\"▁a\"", "model.merges[0]", "one space")]
    [InlineData("[\"▁\", \"a\"]", "[\"▁\"]", "model.merges[0]", "two pieces")]
    [InlineData("[[\"▁\", \"a\"]]", "7", "model.merges", "a list is expected")]
    [InlineData("\"a\": 1", "\"a\": \"1\"", "model.vocab.a", "a whole number")]
    [InlineData("\"a\": 1", "\"a\": -1", "model.vocab.a", "at least 0")]
    [InlineData("\"BPE\"", "\"Trigram\"", "model", "'Trigram'")]
    [InlineData("\"NFC\"", "\"NFX\"", "normalizer", "'NFX'")]
    [InlineData("\"always\"", "\"often\"", "pre_tokenizer.prepend_scheme", "always, first or never")]
    [InlineData("\"replacement\": \"▁\"", "\"replacement\": \"__\"", "pre_tokenizer.replacement", "one character")]
    [InlineData("\"content\": \"<s>\"", "\"contents\": \"<s>\"", "added_tokens[0]", "'content' is missing")]
    [InlineData("\"special\": true", "\"special\": 1", "added_tokens[0].special", "true or false")]
    [InlineData("{\"<s>\": {\"ids\"", "{\"<t>\": {\"ids\"", "post_processor.single[0].SpecialToken", "'<s>'")]
    [InlineData("\"TemplateProcessing\"", "\"Template\"", "post_processor", "'Template'")]
    public void An_error_names_the_place(string from, string to, string place, string what)
    {
        var at = Whole.IndexOf(from, StringComparison.Ordinal);
        at.ShouldBeGreaterThan(0);
        var error = Should.Throw<InputException>(() => Load(Whole[..at] + to + Whole[(at + from.Length)..]));
        error.Problems[0].Where.ShouldBe($"tokenizer.json: {place}");
        error.Message.ShouldContain(what);
    }

    [Fact]
    public void Every_missing_piece_of_the_merges_is_listed() =>
        Should
            .Throw<InputException>(() => Load(Whole.Replace("[[\"▁\", \"a\"]]", "[[\"x\", \"a\"], [\"y\", \"a\"]]")))
            .Problems.Count.ShouldBe(4);

    [Fact]
    public void A_file_cut_short_anywhere_is_an_error_with_its_line()
    {
        for (var length = 0; length < Whole.TrimEnd().Length; length += 7)
            Should.Throw<InputException>(() => Load(Whole[..length])).Problems[0].Where.ShouldStartWith("tokenizer.json(");
    }

    [Fact]
    public void A_pattern_that_is_not_understood_is_an_error() =>
        Should
            .Throw<InputException>(() =>
                Load(
                    Whole.Replace(
                        "\"Metaspace\", \"replacement\": \"▁\", \"prepend_scheme\": \"always\"",
                        "\"Split\", \"pattern\": {\"Regex\": \"(a\"}, \"behavior\": \"Isolated\""
                    )
                )
            )
            .Problems[0]
            .Where.ShouldEndWith("pre_tokenizer.pattern.Regex");

    [Theory]
    [InlineData("a.model", "no sentencepiece model")]
    [InlineData("cl100k_base.tiktoken", "base64")]
    [InlineData("cl100k.tiktoken", "no known encoding")]
    [InlineData("vocab.txt", "lacks [UNK]")]
    public void Other_formats_are_checked_too(string name, string what)
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        try
        {
            var file = Path.Combine(folder, name);
            File.WriteAllText(file, "\u000E nonsense \u0003");
            Should.Throw<InputException>(() => TokenizerLoader.Load(file)).Message.ShouldContain(what);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void A_folder_without_a_tokenizer_says_what_to_put_there()
    {
        var folder = Directory.CreateTempSubdirectory().FullName;
        Should.Throw<InputException>(() => TokenizerLoader.Load(folder)).Message.ShouldContain("tokenizer.json");
        Directory.Delete(folder);
        Should.Throw<InputException>(() => TokenizerLoader.Load(folder)).Message.ShouldContain("no such tokenizer file");
    }

    private static HubTokenizer Load(string json) => TokenizerLoader.FromJson(Encoding.UTF8.GetBytes(json));
}
