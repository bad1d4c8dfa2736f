using System.Text;
using Clt.Engine.Data;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.Field;

/// <summary>What frames a sequence is what the tokenizer's files say.</summary>
public class FieldFrameTests
{
    private static readonly string[] Special = ["<s>", "</s>", "<pad>"];

    [Theory]
    [InlineData("""{"add_bos_token": false, "bos_token": "<s>", "eos_token": "</s>"}""", new int[0], new[] { 1 })]
    [InlineData("""{"bos_token": "<s>", "eos_token": "</s>"}""", new int[0], new[] { 1 })]
    [InlineData("""{"add_bos_token": true, "bos_token": "<s>", "eos_token": "</s>"}""", new[] { 0 }, new[] { 1 })]
    [InlineData("""{"add_bos_token": true, "add_eos_token": true, "bos_token": "<s>", "eos_token": "<pad>"}""", new[] { 0 }, new[] { 2 })]
    [InlineData("""{"bos_token": null, "eos_token": "<pad>", "add_bos_token": false}""", new int[0], new[] { 2 })]
    public void Without_a_template_the_flags_say_it(string configuration, int[] before, int[] after)
    {
        var tokenizer = SmallTokenizer.With(Special, configuration);
        var frame = SequenceFrame.Of(tokenizer);
        frame.Before.ShouldBe(before);
        frame.After.ShouldBe(after);
        var reader = new ExampleTokenizer(tokenizer, frame, 100);
        reader.Prompt("こんにちは").ShouldBe([.. before, .. tokenizer.EncodeIds("こんにちは")]);
        var trained = reader.Tokenize(Example.PromptCompletion("1", Language.Parse("ja"), "t", "問", "答"));
        trained.Ids.ShouldBe([.. before, .. tokenizer.EncodeIds("問答"), .. after]);
    }

    [Theory]
    [InlineData("{}", new[] { 0 }, new int[0], "post-processor")]
    [InlineData("""{"add_bos_token": true}""", new[] { 0 }, new int[0], "post-processor")]
    [InlineData("""{"add_bos_token": false}""", new int[0], new int[0], "add_bos_token in tokenizer_config.json")]
    public void A_template_says_it_where_no_flag_does(string configuration, int[] before, int[] after, string source)
    {
        var json = SmallTokenizer.Json(Special);
        json["post_processor"] = SmallTokenizer.Template(Special, ["<s>"], []);
        var tokenizer = TokenizerLoader.FromJson(Bytes(json.ToJsonString()), Bytes(configuration));
        tokenizer.Frame.Before.ShouldBe(before);
        tokenizer.Frame.After.ShouldBe(after);
        tokenizer.Frame.BeforeSource.ShouldContain(source);
        var framed = tokenizer.Encode("я", new EncodeOptions { AddSpecialTokens = true });
        framed.Ids.ShouldBe([.. before, .. tokenizer.EncodeIds("я"), .. after]);
        tokenizer.EncodePair("я", "你", new EncodeOptions { AddSpecialTokens = true }).Ids.Count(id => id == 0).ShouldBe(before.Length * 2);
    }

    [Fact]
    public void A_template_of_several_tokens_and_an_end_is_kept()
    {
        var json = SmallTokenizer.Json(Special);
        json["post_processor"] = SmallTokenizer.Template(Special, ["<pad>", "<s>"], ["</s>"]);
        var tokenizer = TokenizerLoader.FromJson(Bytes(json.ToJsonString()));
        SequenceFrame.Of(tokenizer).Before.ShouldBe([2, 0]);
        SequenceFrame.Of(tokenizer).After.ShouldBe([1]);
    }

    [Fact]
    public void A_flag_without_its_token_is_refused()
    {
        var error = Should.Throw<InputException>(() => SmallTokenizer.With(Special, """{"add_bos_token": true, "bos_token": null}"""));
        error.Problems[0].Where.ShouldBe("tokenizer_config.json: add_bos_token");
        Should.Throw<InputException>(() => SmallTokenizer.With(["<a>"], """{"add_eos_token": true}""")).Message.ShouldContain("eos_token");
        Should
            .Throw<InputException>(() => SmallTokenizer.With(Special, """{"add_bos_token": "yes"}"""))
            .Message.ShouldContain("true or false");
    }

    /// <summary>What a text begins with (a space) stands at its beginning only, not where a prompt ends.</summary>
    [Theory]
    [InlineData("always")]
    [InlineData("first")]
    public void An_answer_goes_on_where_its_prompt_ends(string scheme)
    {
        var tokenizer = TokenizerLoader.FromJson(
            Bytes(
                $$"""
                {"added_tokens": [{"id": 4, "content": "</s>", "special": true, "normalized": false}],
                 "pre_tokenizer": {"type": "Metaspace", "replacement": "▁", "prepend_scheme": "{{scheme}}" },
                 "model": {"type": "BPE", "vocab": {"▁": 0, "問": 1, "答": 2, "▁答": 3 }, "merges": [["▁", "答"]] } }
                """
            )
        );
        int[] Ids(string prompt, string answer) =>
            SegmentEncoding.Ids(tokenizer, [new Segment(prompt, Role.User, false), new Segment(answer, Role.Assistant, true)]);
        Ids("問", "答").ShouldBe([0, 1, 2]);
        Ids("問", " 答").ShouldBe([0, 1, 3]);
        tokenizer.EncodeIds("問 答").ShouldBe([0, 1, 3]);
    }

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
