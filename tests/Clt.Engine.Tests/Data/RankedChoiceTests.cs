using Clt.Engine.Data;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.Data;

/// <summary>
/// Where the context of a multiple-choice option ends and the option begins, as lm-evaluation-harness's <c>_encode_pair</c> has it.
/// </summary>
public sealed class RankedChoiceTests
{
    /// <summary>Learns " red" and " rose" as tokens of their own.</summary>
    private static readonly HubTokenizer Words = BpeTrainer.Train(
        Enumerable.Repeat("a red rose, a red rose", 20),
        290,
        ["<s>", "</s>"],
        new BpeTrainerSettings { Roles = new SpecialRoles(null, "</s>") }
    );

    private static readonly SequenceFrame Begun = new([0], [1]);

    [Fact]
    public void White_space_at_the_prompts_end_belongs_to_the_option()
    {
        var reader = new ExampleTokenizer(Words, Begun, 64);
        var ends = reader.Ranked(Quiz("a ", ""), "a ");
        var begins = reader.Ranked(Quiz("a", " "), "a");
        ends.Select(r => (string.Join(' ', r.Context), string.Join(' ', r.Continuation)))
            .ShouldBe(begins.Select(r => (string.Join(' ', r.Context), string.Join(' ', r.Continuation))));
        ends[0].Context.ShouldBe([0, .. Words.EncodeIds("a")]);
        ends[0].Continuation.ShouldBe([.. Words.EncodeIds(" red")]);
        ends[0].Continuation.Length.ShouldBeLessThan(4, "the option's own token has the space");
    }

    [Fact]
    public void Context_and_option_are_one_text_and_every_option_has_the_same_context()
    {
        var reader = new ExampleTokenizer(Words, Begun, 64);
        var requests = reader.Ranked(Quiz("a rose is\n", " "), "a rose is\n");
        foreach (var (request, option) in requests.Zip(Quiz("", " ").Choices))
        {
            ((int[])[.. request.Context, .. request.Continuation]).ShouldBe([0, .. Words.EncodeIds("a rose is\n" + option)]);
            request.Context.ShouldBe([0, .. Words.EncodeIds("a rose is")]);
        }
    }

    [Fact]
    public void A_token_with_letters_of_both_is_the_options()
    {
        // " re" + "d": the text's token " red" stands across the boundary.
        var quiz = Example.MultipleChoice("1", ToyTask.English, "t", "a re", ["d", "x"], 0, "");
        var request = new ExampleTokenizer(Words, Begun, 64).Ranked(quiz, "a re")[0];
        request.Context.ShouldBe([0, .. Words.EncodeIds("a")]);
        request.Continuation.ShouldBe([.. Words.EncodeIds(" red")]);
    }

    [Fact]
    public void Without_a_prompt_the_first_token_follows_the_beginning_or_the_end_token()
    {
        var quiz = Quiz("", "");
        new ExampleTokenizer(Words, Begun, 64).Ranked(quiz, "")[0].Context.ShouldBe([0]);
        new ExampleTokenizer(Words, new SequenceFrame([], [1]), 64).Ranked(quiz, " ")[0].Context.ShouldBe([1]);
        var refused = Should.Throw<InputException>(() => new ExampleTokenizer(Words, SequenceFrame.None, 64).Ranked(quiz, ""));
        refused
            .Problems.Select(p => p.What)
            .ShouldBe(
                quiz.Choices.Select(c =>
                    $"nothing stands before the choice '{c}', and the tokenizer names neither a beginning nor an end token"
                )
            );
    }

    [Fact]
    public void Options_that_do_not_fit_the_context_are_told_with_their_item()
    {
        var reader = new ExampleTokenizer(Words, Begun, 3);
        var refused = Should.Throw<InputException>(() => reader.Ranked(Quiz("a red rose", " "), "a red rose"));
        refused.Problems.Count.ShouldBe(2);
        refused.Message.ShouldContain("the example with the choice 'rose' has");
        refused.Message.ShouldContain("but at most 3 are read");
        refused.Problems.ShouldAllBe(p => p.Where == "task t, item 1 (eng_Latn)");
    }

    private static Example Quiz(string prompt, string delimiter) =>
        Example.MultipleChoice("1", ToyTask.English, "t", prompt, ["red", "rose"], answer: 0, delimiter);
}
