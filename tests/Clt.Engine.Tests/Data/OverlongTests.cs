using Clt.Engine.Data;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.Data;

/// <summary>Examples that are too long: cut on a side, left out, split, and counted.</summary>
public sealed class OverlongTests
{
    private static readonly SequenceFrame Special = new([1], [2]);

    private static readonly HubTokenizer Own = BpeTrainer.Train(
        ["red cat", "blue dog"],
        262,
        ["<s>", "</s>"],
        new BpeTrainerSettings { Roles = new SpecialRoles("<s>", "</s>") }
    );

    private static readonly Overlong Left = new(OverlongAction.Truncate, TextSide.Left);
    private static readonly Overlong Right = new(OverlongAction.Truncate);
    private static readonly Overlong Out = new(OverlongAction.LeaveOut);
    private static readonly Overlong Split = new(OverlongAction.Split);

    [Fact]
    public void Cut_on_the_left_the_frame_and_the_answer_stay()
    {
        var (limit, example) = (new LengthLimit(Left, 6), Asked("abcdef", "xy"));
        var cut = Reader(64, limit).Tokenize([example]).ShouldHaveSingleItem();
        cut.Ids.ShouldBe([1, 'e', 'f', 'x', 'y', 2]);
        cut.Targets.ShouldBe([false, false, false, true, true, true]);
        limit.Counts.ShouldHaveSingleItem().ShouldBe(new OverlongCount("t", ToyTask.English, 1, 1, 0, 0, 10, 6));
    }

    [Fact]
    public void Cut_on_the_right_an_answer_that_is_cut_has_no_end_and_what_has_none_left_is_left_out()
    {
        var limit = new LengthLimit(Right);
        var read = Reader(5, limit).Tokenize([Asked("ab", "xyz"), Asked("abcdef", "x"), Asked("a", "x")]);
        read.Select(r => r.Ids)
            .ShouldBe([
                [1, 'a', 'b', 'x', 'y'],
                [1, 'a', 'x', 2],
            ]);
        var count = limit.Counts.ShouldHaveSingleItem();
        (count.Examples, count.Cut, count.LeftOut, count.Longest, count.Most).ShouldBe((3, 1, 1, 9, 5));
    }

    [Fact]
    public void Left_out_means_read_neither_whole_nor_in_part()
    {
        var limit = new LengthLimit(Out);
        Reader(5, limit).Tokenize([Asked("abcdef", "x"), Asked("a", "x")]).ShouldHaveSingleItem().Ids.ShouldBe([1, 'a', 'x', 2]);
        limit.Counts.ShouldHaveSingleItem().LeftOut.ShouldBe(1);
    }

    [Fact]
    public void Texts_are_split_without_loss_and_answers_are_not()
    {
        var limit = new LengthLimit(Split);
        var parts = Reader(4, limit).Tokenize([Example.PlainText("i", ToyTask.English, "lm", "abcdefg")]);
        parts
            .Select(p => p.Ids)
            .ShouldBe([
                [1, 'a', 'b', 'c'],
                [1, 'd', 'e', 'f'],
                [1, 'g', 2],
            ]);
        parts.ShouldAllBe(p => p.TargetCount == p.Ids.Length - 1);
        limit.Counts.ShouldHaveSingleItem().Divided.ShouldBe(1);
        Should
            .Throw<InputException>(() => Reader(4, new LengthLimit(Split)).Tokenize([Asked("abcdef", "x")]))
            .Message.ShouldContain("only plain texts are split up");
    }

    [Fact]
    public void A_prompt_is_cut_at_its_own_length_and_what_is_scored_keeps_its_answer()
    {
        var reader = new ExampleTokenizer(new CharacterTokenizer(), Special, 8, new LengthLimit(Left)) { PromptLength = 4 };
        reader.Prompt(Asked("abcdef", "x")).ShouldBe([1, 'd', 'e', 'f']);
        var (context, continuation) = reader.Scored(Asked("abcdefgh", "xyz"));
        context.ShouldBe([1, 'e', 'f', 'g', 'h']);
        continuation.ShouldBe(['x', 'y', 'z']);
        Should.Throw<InputException>(() => reader.Scored(Asked("a", "wwwwwwwww"))).Message.ShouldContain("nothing of it may be cut");
    }

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(40)]
    public void No_limit_is_ever_exceeded_and_what_fits_is_untouched(int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < 200; i++)
        {
            var example = Asked(new string('a', random.Next(1, 12)), new string('x', random.Next(1, 6)));
            var whole = Reader(64).Tokenize(example);
            var most = random.Next(3, 16);
            foreach (var overlong in new[] { Left, Right, Out })
            {
                var read = Reader(64, new LengthLimit(overlong, most)).Tokenize([example]);
                read.ShouldAllBe(r => r.Ids.Length <= most && r.TargetCount > 0);
                if (whole.Ids.Length <= most)
                    read.ShouldHaveSingleItem().Ids.ShouldBe(whole.Ids);
            }
        }
    }

    [Fact]
    public void Words_are_cut_with_their_tags_and_of_a_pair_the_longer_text()
    {
        var words = Example.Tagged("1", ToyTask.English, "t", ["red", " cat", " blue", " dog"], ["A", "B", "A", "B"]);
        var whole = new EncoderTokenizer(Own, 64).Words(words);
        var most = whole.Places[2] + 1;
        var right = new EncoderTokenizer(Own, most, new LengthLimit(Right)).Tagged(words, ["A", "B"]);
        right.Targets.Where(t => t != PackedBatch.Ignored).ShouldBe([0L, 1L]);
        var left = new EncoderTokenizer(Own, most, new LengthLimit(Left)).Tagged(words, ["A", "B"]);
        left.Ids.Length.ShouldBeLessThanOrEqualTo(most);
        left.Targets.Where(t => t != PackedBatch.Ignored).Last().ShouldBe(1L);
        Should.Throw<InputException>(() => new EncoderTokenizer(Own, most, new LengthLimit(Right)).Words(words));

        var pair = new Example(
            "1",
            ToyTask.English,
            "t",
            [new Segment("red red red red", Role.User, false), new Segment("dog", Role.User, false), new Segment("A", Role.Assistant, true)]
        );
        var alone = Own.EncodeIds("dog");
        var cut = new EncoderTokenizer(Own, 3 + (2 * alone.Count), new LengthLimit(Right)).Prompt(pair);
        cut.Ids.Length.ShouldBe(3 + (2 * alone.Count));
        cut.Ids[^(alone.Count + 1)..^1].ShouldBe(alone);
        cut.TokenTypes!.Length.ShouldBe(cut.Ids.Length);
    }

    private static Example Asked(string prompt, string answer) => Example.PromptCompletion("i", ToyTask.English, "t", prompt, answer);

    private static ExampleTokenizer Reader(int context, LengthLimit? limit = null) =>
        new(new CharacterTokenizer(), Special, context, limit);
}
