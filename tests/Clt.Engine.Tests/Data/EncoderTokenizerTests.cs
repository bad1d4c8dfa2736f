using Clt.Engine.Data;
using Clt.Engine.Tests.Tokenization.Golden;
using Clt.Formats.Tokenization;
using Clt.Testing;

namespace Clt.Engine.Tests.Data;

/// <summary>What encoders read of examples.</summary>
public class EncoderTokenizerTests
{
    private static readonly Language English = Language.Parse("en");

    private static readonly HubTokenizer Own = BpeTrainer.Train(
        ["red cat", "blue dog"],
        262,
        ["<s>", "</s>"],
        new BpeTrainerSettings { Roles = new SpecialRoles("<s>", "</s>") }
    );

    public static TheoryData<string> WithPairs() => new(GoldenTokenizers.Local().Where(n => GoldenTokenizers.Rows(n, "pairs.jsonl").Any()));

    [GoldenTheory("tokenizers")]
    [MemberData(nameof(WithPairs))]
    public void Texts_and_pairs_have_the_tokenizers_own_frame(string name)
    {
        var tokenizer = GoldenTokenizers.Load(name);
        var framed = new EncodeOptions { AddSpecialTokens = true };
        var single = tokenizer.Encode("a red cat", framed);
        // Those without a template are framed by their roles.
        if (!single.SpecialTokensMask.Contains(1))
            return;

        var reader = new EncoderTokenizer(tokenizer, 64);
        reader.Prompt(Labelled("x", "a red cat")).Ids.ShouldBe(single.Ids);
        var pair = tokenizer.EncodePair("a red cat", "one dog", framed);
        var read = reader.Prompt(Labelled("x", "a red cat", "one dog"));
        read.Ids.ShouldBe(pair.Ids);
        read.TokenTypes.ShouldBe(pair.TypeIds);
    }

    [Fact]
    public void A_tokenizer_without_a_template_frames_by_beginning_and_end()
    {
        var reader = new EncoderTokenizer(Own, 64);
        reader.Prompt(Labelled("x", "cat")).Ids.ShouldBe([0, .. Own.EncodeIds("cat"), 1]);
        reader.Prompt(Labelled("x", "cat", "dog")).Ids.ShouldBe([0, .. Own.EncodeIds("cat"), 1, .. Own.EncodeIds("dog"), 1]);
        reader.Texts(Labelled("x", "cat")).ShouldHaveSingleItem().Ids.ShouldBe([0, .. Own.EncodeIds("catx"), 1]);
        new EncoderTokenizer(Own, 5, new LengthLimit(new Overlong(OverlongAction.Truncate)))
            .Texts(Labelled("x", "red cat"))
            .ShouldHaveSingleItem()
            .Ids.ShouldBe([0, .. Own.EncodeIds("red cat")[..3], 1], "cut inside its frame");
    }

    [Fact]
    public void The_first_token_of_each_word_has_its_tag()
    {
        var reader = new EncoderTokenizer(Own, 64);
        var example = Example.Tagged("1", English, "t", ["red", " cat"], ["B", "O"]);
        var (sequence, places) = reader.Words(example);
        places.ShouldBe([1, 1 + Own.EncodeIds("red").Count]);
        var tagged = reader.Tagged(example, ["O", "B"]);
        tagged.Ids.ShouldBe(sequence.Ids);
        tagged.Targets.Index().Where(t => t.Item != PackedBatch.Ignored).ShouldBe([(places[0], 1L), (places[1], 0L)]);
        tagged.TargetCount.ShouldBe(2);
    }

    [Fact]
    public void A_label_is_its_place_among_all()
    {
        new EncoderTokenizer(Own, 64).Labelled(Labelled("dog", "x"), ["cat", "dog"]).Targets.ShouldBe([1L]);
    }

    [Fact]
    public void What_cannot_be_read_is_refused()
    {
        var reader = new EncoderTokenizer(Own, 8);
        Refused(() => reader.Labelled(Labelled("dogs", "x"), ["cat", "dog"])).ShouldContain("'dogs' is none of the task's 2 labels");
        Refused(() => reader.Labelled(Labelled("dogs", "x"), ["cat", "dog"])).ShouldContain("Did you mean 'dog'");
        Refused(() => reader.Prompt(Labelled("x", "a red cat and a blue dog"))).ShouldContain("at most 8 are read");
        Refused(() => reader.Prompt(Labelled("x", "a", "b", "c"))).ShouldContain("3 texts before the label");
        Refused(() => reader.Prompt(Labelled("x"))).ShouldContain("0 texts before the label");
        var cut = new Example("1", English, "t", [new Segment("a", Role.User, false), new Segment("B O", Role.Assistant, true)]);
        Refused(() => reader.Tagged(cut, ["O", "B"])).ShouldContain("1 words but 2 tags");
        Refused(() => Example.Tagged("1", English, "t", ["a", "b"], ["O", "B x"])).ShouldContain("a tag is empty or has a space");
    }

    private static string Refused(Action read) => Should.Throw<InputException>(read).Message;

    private static Example Labelled(string label, params string[] texts) =>
        new("1", English, "t", [.. texts.Select(t => new Segment(t, Role.User, false)), new Segment(label, Role.Assistant, true)]);
}
