namespace Clt.Abstractions.Tests.Tasks;

public class MultipleChoiceExampleTests
{
    private static readonly Language English = Language.Parse("en");

    [Fact]
    public void The_right_option_is_trained_and_all_are_kept_as_continuations()
    {
        var example = Example.MultipleChoice(
            "1",
            English,
            "t",
            "Capital?\nAnswer:",
            [" Oslo", "Rome\n", "Bern"],
            answer: 1,
            unconditional: "Answer:"
        );
        (example.Prompt, example.Completion).ShouldBe(("Capital?\nAnswer:", " Rome"));
        example.Choices.ShouldBe([" Oslo", " Rome", " Bern"]);
        example.References.ShouldBe(["Rome"]);
        example.UnconditionalPrompt.ShouldBe("Answer:");
        Example.PromptCompletion("1", English, "t", "p", "c").Choices.ShouldBeEmpty();
    }

    [Fact]
    public void Options_stay_after_solved_examples()
    {
        var solved = Example.MultipleChoice("2", English, "t", "a?", ["b", "c"], answer: 0);
        var asked = Example.MultipleChoice("1", English, "t", "d?", ["e", "f"], answer: 1, unconditional: "?").After([solved], "\n\n");
        asked.Prompt.ShouldBe("a? b\n\nd?");
        asked.Choices.ShouldBe([" e", " f"]);
        asked.References.ShouldBe(["f"]);
        asked.UnconditionalPrompt.ShouldBe("?");
    }

    [Fact]
    public void Everything_that_is_wrong_with_an_item_is_told_at_once()
    {
        var refused = Should.Throw<InputException>(() =>
            Example.MultipleChoice("7", English, "quiz", "p", ["Rome", " ", "Rome "], answer: 3)
        );
        refused
            .Problems.Select(p => p.What)
            .ShouldBe([
                "choice 2 of 3 is empty",
                "the choice 'Rome' stands there 2 times",
                "the answer is choice 3 counted from 0, but there are 3",
            ]);
        refused.Problems.ShouldAllBe(p => p.Where == "task quiz, item 7 (eng_Latn)");
    }

    [Theory]
    [InlineData("", "there are no choices")]
    [InlineData("Rome", "there is one choice")]
    public void One_option_is_no_choice(string choices, string what) =>
        Should
            .Throw<InputException>(() =>
                Example.MultipleChoice("7", English, "quiz", "p", choices.Split(' ', StringSplitOptions.RemoveEmptyEntries), answer: 0)
            )
            .Problems.ShouldHaveSingleItem()
            .What.ShouldBe(what);
}
