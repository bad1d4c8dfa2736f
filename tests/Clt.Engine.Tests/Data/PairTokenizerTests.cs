using Clt.Engine.Data;
using Clt.Engine.Models;
using Clt.Engine.Tests.Tokenization.Golden;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Plugins.Models.Seq2Seq;
using Clt.Testing;

namespace Clt.Engine.Tests.Data;

/// <summary>What encoder-decoders read and write of examples.</summary>
public class PairTokenizerTests
{
    private const string Json = """
        { "architectures": ["MBartForConditionalGeneration"], "d_model": 8, "encoder_layers": 1, "decoder_layers": 1,
        "encoder_attention_heads": 2,
          "decoder_attention_heads": 2, "encoder_ffn_dim": 8, "decoder_ffn_dim": 8, "vocab_size": 300, "max_position_embeddings": 12,
          "eos_token_id": 1 }
        """;

    private static readonly Language Spanish = Language.Parse("es");
    private static readonly SequenceToSequenceConfig Config = (SequenceToSequenceConfig)
        new ModelFamilies([new MBartFamily()]).Read(Json, "test");

    private static readonly HubTokenizer Own = BpeTrainer.Train(
        ["red cat", "blue dog"],
        262,
        ["<s>", "</s>"],
        new BpeTrainerSettings { Roles = new SpecialRoles("<s>", "</s>") }
    );

    private static readonly HubTokenizer WithCodes = BpeTrainer.Train(
        ["red cat", "blue dog"],
        265,
        ["<s>", "</s>", "<mask>", "en_XX", "pt_XX"],
        new BpeTrainerSettings { Roles = new SpecialRoles("<s>", "</s>", Mask: "<mask>"), Languages = ["en_XX", "pt_XX"] }
    );

    public static TheoryData<string> WithLanguages() =>
        new(GoldenTokenizers.Local().Where(n => GoldenTokenizers.Rows(n, "languages.jsonl").Any()));

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(WithLanguages))]
    public void The_code_of_the_language_frames_prompt_and_answer(string name)
    {
        var tokenizer = GoldenTokenizers.Load(name);
        var reader = new PairTokenizer(tokenizer, Config);
        var code = tokenizer.Id("es_XX")!.Value;
        var pair = reader.Pair(Example.PromptCompletion("1", Spanish, "t", "uno", "dos")).Pair;
        pair.Source.ShouldBe(tokenizer.Encode("uno", new EncodeOptions { AddSpecialTokens = true, BeginToken = "es_XX" }).Ids);
        pair.Labels[0].ShouldBe(code);
        pair.Labels[^1].ShouldBe(tokenizer.EndId!.Value);
        reader.Begin(Spanish).ShouldBe((null, code));
        Should.Throw<InputException>(() => reader.Begin(Language.Parse("bo"))).Message.ShouldContain("no code of bod_Tibt");
    }

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(WithLanguages))]
    public void Of_a_direction_the_prompt_has_the_code_of_the_one_and_the_answer_that_of_the_other(string name)
    {
        var tokenizer = GoldenTokenizers.Load(name);
        var reader = new PairTokenizer(tokenizer, Config);
        var direction = Language.Parse("en→es");
        var pair = reader.Pair(Example.PromptCompletion("1", direction, "t", "uno", "dos")).Pair;
        pair.Source.ShouldBe(tokenizer.Encode("uno", new EncodeOptions { AddSpecialTokens = true, BeginToken = "en_XX" }).Ids);
        pair.Labels[0].ShouldBe(tokenizer.Id("es_XX")!.Value);
        reader.Begin(direction).ShouldBe(reader.Begin(Spanish));
    }

    [Fact]
    public void Without_codes_and_template_the_end_token_ends_both()
    {
        var reader = new PairTokenizer(Own, Config);
        var pair = reader.Pair(Example.PromptCompletion("1", Spanish, "t", "cat", "dog")).Pair;
        pair.Source.ShouldBe([.. Own.EncodeIds("cat"), 1]);
        pair.Labels.ShouldBe([.. Own.EncodeIds("dog"), 1]);
        reader.Begin(Spanish).ShouldBe((null, null));
    }

    [Fact]
    public void A_text_is_parted_into_sentences_and_cut_at_the_context()
    {
        var text = Example.PlainText("1", Spanish, "t", "a cat. b!\nc。d e f g h i j k l m n");
        var cutting = new LengthLimit(new Overlong(OverlongAction.Truncate));
        var document = new PairTokenizer(Own, Config, cutting).Documents(text).ShouldHaveSingleItem();
        document.Sentences.Take(2).Select(s => Own.Decode(s)).ShouldBe(["a cat. ", "b!\n"]);
        document.Suffix.ShouldBe([1]);
        document.TargetCount.ShouldBe(12, "the context");
        var parts = new PairTokenizer(Own, Config, new LengthLimit(new Overlong(OverlongAction.Split))).Documents(text);
        parts.ShouldAllBe(p => p.TargetCount <= 12 && p.Suffix.SequenceEqual(new[] { 1 }));
        Own.Decode([.. parts.SelectMany(p => p.Sentences).SelectMany(s => s)]).ShouldBe("a cat. b!\nc。d e f g h i j k l m n");
        var end = new PairTokenizer(Own, Config, new LengthLimit(new Overlong(OverlongAction.Truncate, TextSide.Left)));
        Own.Decode([.. end.Documents(text)[0].Sentences.SelectMany(s => s)]).ShouldEndWith("l m n");
    }

    [Fact]
    public void A_tokenizer_that_was_trained_with_codes_frames_as_mbart_and_regions_share_a_code()
    {
        var reader = new PairTokenizer(WithCodes, Config);
        var pair = reader.Pair(Example.PromptCompletion("1", Language.Parse("en→pt-BR"), "t", "cat", "dog")).Pair;
        pair.Source.ShouldBe([.. WithCodes.EncodeIds("cat"), 1, 3]);
        pair.Labels.ShouldBe([.. WithCodes.EncodeIds("dog"), 1, 4]);
        reader.Begin(Language.Parse("pt")).ShouldBe((4, null));
        Should.Throw<InputException>(() => reader.Begin(Spanish)).Message.ShouldContain("no code of spa_Latn");
    }

    [Fact]
    public void A_text_that_is_to_be_spoilt_is_a_document_that_says_how()
    {
        var noise = new TextNoise { Ratio = 0.5, PermuteSentences = false };
        var spoilt = Example.Spoilt("1", Language.Parse("en"), "t", "red cat", noise);
        var document = new PairTokenizer(WithCodes, Config).Training(spoilt).ShouldHaveSingleItem().ShouldBeOfType<DocumentExample>();
        (document.Noise, document.Mask).ShouldBe((noise, 2));
        document.Suffix.ShouldBe([1, 3]);
        spoilt.References.ShouldBe(["red cat"]);
        var prompted = Example.PromptCompletion("1", Language.Parse("en"), "t", "cat", "dog");
        new PairTokenizer(WithCodes, Config).Training(prompted).ShouldHaveSingleItem().ShouldBeOfType<PairExample>();
        Should
            .Throw<InputException>(() => new PairTokenizer(Own, Config).Training(spoilt))
            .Message.ShouldContain("no token that stands for");
        var decoder = new ExampleTokenizer(Own, SequenceFrame.Of(Own), 12);
        Should.Throw<InputException>(() => decoder.Tokenize(spoilt)).Message.ShouldContain("which only encoder-decoders do");
    }

    [Fact]
    public void What_is_too_long_is_refused()
    {
        var reader = new PairTokenizer(Own, Config);
        Refused(reader, "a very long prompt", "x").ShouldContain("the prompt has");
        Refused(reader, "x", "a very long answer").ShouldContain("the answer has");
    }

    private static string Refused(PairTokenizer reader, string prompt, string answer) =>
        Should.Throw<InputException>(() => reader.Pair(Example.PromptCompletion("1", Spanish, "t", prompt, answer))).Message;
}
