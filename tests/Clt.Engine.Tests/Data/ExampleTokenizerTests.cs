using Clt.Engine.Data;
using Clt.Formats.Framing;

namespace Clt.Engine.Tests.Data;

public sealed class ExampleTokenizerTests
{
    private static readonly SequenceFrame Special = new([1], [2]);
    private static readonly Example Sum = Example.PromptCompletion("i", ToyTask.English, "sums", "a=", "bc");

    [Fact]
    public void Only_the_trained_segment_and_the_end_are_targets()
    {
        var example = Tokenizer(16).Tokenize(Sum);
        example.Ids.ShouldBe([1, 'a', '=', 'b', 'c', 2]);
        example.Targets.ShouldBe([false, false, false, true, true, true]);
        example.TargetCount.ShouldBe(3);
    }

    [Fact]
    public void Without_special_tokens_there_is_no_frame_and_the_first_token_is_no_target()
    {
        var example = new ExampleTokenizer(new CharacterTokenizer(), SequenceFrame.None, 8).Tokenize(
            Example.PlainText("i", ToyTask.English, "lm", "xyz")
        );
        example.Ids.ShouldBe(['x', 'y', 'z']);
        example.Targets.ShouldBe([false, true, true]);
    }

    [Fact]
    public void After_a_last_segment_that_is_not_trained_the_end_is_no_target()
    {
        var example = new Example("i", ToyTask.English, "t", [new Segment("a", Role.Assistant, true), new Segment("b", Role.User, false)]);
        Tokenizer(16).Tokenize(example).Targets.ShouldBe([false, true, false, false]);
    }

    [Fact]
    public void Longer_than_the_context_is_an_error_unless_truncation_was_asked_for()
    {
        Should.Throw<InputException>(() => Tokenizer(5).Tokenize(Sum)).Message.ShouldContain("6 tokens but at most 5 are read");
        var cutting = new LengthLimit(new Overlong(OverlongAction.Truncate));
        Tokenizer(5, cutting).Tokenize(Sum).Ids.ShouldBe([1, 'a', '=', 'b', 'c']);
        Should.Throw<InputException>(() => Tokenizer(3, cutting).Tokenize(Sum)).Message.ShouldContain("no token");
    }

    [Fact]
    public void All_faulty_examples_are_listed_and_long_lists_are_cut()
    {
        static Example Longer(int by) => Example.PromptCompletion($"{by}", ToyTask.English, "sums", "a=", "bc" + new string('d', by));
        var problem = Should.Throw<InputException>(() => Tokenizer(5).Tokenize([.. Enumerable.Range(0, 30).Select(Longer)])).Problems;
        problem.ShouldHaveSingleItem().What.ShouldBe("30 of 30 examples have more than 5 tokens, the longest 35");
        problem[0].Where.ShouldBe("task sums, item 0 (eng_Latn) and 29 more");
        var odd = Enumerable.Range(0, 30).Select(i => $"problem {i}").ToList();
        var told = Should.Throw<InputException>(() => EachExample.Read<string, string>(odd, p => throw new InputException(p, "t", "m")));
        told.Problems.Count.ShouldBe(11);
    }

    [Fact]
    public void A_prompt_is_the_beginning_of_its_example() => Tokenizer(16).Prompt(Sum).ShouldBe([1, 'a', '=']);

    private static ExampleTokenizer Tokenizer(int maxLength, LengthLimit? limit = null) =>
        new(new CharacterTokenizer(), Special, maxLength, limit);
}
