using System.Text;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.Tokenization;

/// <summary>User text never produces a special token by default, and added tokens heed their flags.</summary>
public class SpecialTokenTests
{
    private static readonly EncodeOptions Match = new() { MatchSpecialTokens = true };

    private static HubTokenizer Unigram { get; } =
        Load(
            """
            {"added_tokens": [{"id": 0, "content": "<s>", "special": true, "normalized": false}, {"id": 1, "content": "<unk>",
            "special": true}],
             "normalizer": {"type": "NFKC"}, "model": {"type": "Unigram", "unk_id": 1,
              "vocab": [["<s>", 0.0], ["<unk>", 0.0], ["<", -3], ["s", -3], [">", -3], ["a", -2]]}}
            """
        );

    private static HubTokenizer Flags { get; } =
        Load(
            """
            {"added_tokens": [{"id": 3, "content": "[L]", "lstrip": true}, {"id": 4, "content": "[R]", "rstrip": true},
              {"id": 5, "content": "word", "single_word": true}, {"id": 6, "content": "[N]", "normalized": true}, {"id": 7,
              "content": "[NN]"}],
             "normalizer": {"type": "Lowercase"},
             "model": {"type": "BPE", "vocab": {"a": 0, " ": 1, "s": 2}, "merges": []}}
            """
        );

    [Fact]
    public void Not_even_a_vocabulary_entry_or_normalisation_makes_one()
    {
        Unigram.EncodeIds("<s>a").ShouldBe([2, 3, 4, 5]);
        Unigram.EncodeIds("\uFF1Cs\uFF1Ea").ShouldBe([2, 3, 4, 5]);
        Unigram.Encode("a<s>").Offsets.ShouldBe([(0, 1), (1, 2), (2, 3), (3, 4)]);
        Unigram.EncodeIds("<s>a", Match).ShouldBe([0, 5]);
    }

    [Fact]
    public void Unknown_text_is_still_unknown() => Unigram.EncodeIds("zz").ShouldBe([1]);

    [Fact]
    public void Flags_of_added_tokens_are_heeded()
    {
        Flags.EncodeIds("a [L] a").ShouldBe([0, 3, 1, 0]);
        Flags.EncodeIds("a [R] a").ShouldBe([0, 1, 4, 0]);
        Flags.EncodeIds("word words").ShouldBe([5, 1, 2]);
        Flags.EncodeIds("[n][NN][nn]").ShouldBe([6, 7, 7]);
        Flags.Encode("a [L] a").Offsets[1].ShouldBe((1, 5));
    }

    [Fact]
    public void Lone_surrogates_become_replacement_characters()
    {
        var tokenizer = BpeTrainer.Train(["abc"], 256, []);
        tokenizer.Decode(tokenizer.EncodeIds("a\uD800b\uDC00")).ShouldBe("a\uFFFDb\uFFFD");
    }

    [Fact]
    public void A_stream_never_gives_half_a_character_and_misses_nothing()
    {
        var tokenizer = BpeTrainer.Train(["abc"], 256, []);
        var text = string.Concat(Enumerable.Repeat("é🎉 x\uFFFDy 中", 40)) + "\uFFFD";
        var stream = new DecodeStream(tokenizer);
        var pieces = tokenizer.EncodeIds(text).Select(stream.Add).ToList();
        pieces.ShouldAllBe(p => !p.EndsWith('\uFFFD'));
        (string.Concat(pieces) + stream.Flush()).ShouldBe(text);
    }

    [Fact]
    public void The_package_base_class_sees_the_same_tokens()
    {
        Microsoft.ML.Tokenizers.Tokenizer tokenizer = BpeTrainer.Train(Enumerable.Repeat("hello world", 9), 280, ["<s>"]);
        tokenizer.EncodeToIds("hello world").ShouldBe(((HubTokenizer)tokenizer).EncodeIds("hello world"));
        tokenizer.CountTokens("hello world").ShouldBe(2);
        tokenizer.EncodeToIds("hello world", 1, out _, out var consumed).Count.ShouldBe(1);
        consumed.ShouldBe(5);
        tokenizer.EncodeToTokens("hello world", out _)[1].Value.ShouldBe("Ġworld");
        tokenizer.Decode(tokenizer.EncodeToIds("hello").Append(100_000)).ShouldBe("hello");
    }

    private static HubTokenizer Load(string json) => TokenizerLoader.FromJson(Encoding.UTF8.GetBytes(json));
}
