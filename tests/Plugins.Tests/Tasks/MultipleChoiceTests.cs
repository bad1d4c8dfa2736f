using static Clt.Plugins.Sources.NumberWords.NumberWordRecipes;
using static Clt.Plugins.Tasks.MultipleChoiceRecipes;

namespace Plugins.Tests.Tasks;

public class MultipleChoiceTests
{
    [Theory]
    [InlineData("Bern", "any", "Bern")]
    [InlineData("b", "any", "Bern")]
    [InlineData("C", "letter", "Rome")]
    [InlineData("0", "any", "Oslo")]
    [InlineData("1", "index", "Bern")]
    [InlineData("1", "number", "Oslo")]
    [InlineData(" Rome ", "text", "Rome")]
    public void The_answer_is_a_text_a_letter_or_a_place(string answer, string answerIs, string right)
    {
        var example = MultipleChoice(NumberWords(), answerIs: answerIs).Format(Item(answer, "Oslo", "Bern", "Rome"));
        example.Prompt.ShouldBe("Question: Capital?\nAnswer:");
        example.Completion.ShouldBe($" {right}");
        example.References.ShouldBe([right]);
        example.Choices.ShouldBe([" Oslo", " Bern", " Rome"]);
    }

    [Theory]
    [InlineData("Paris", "any", "the answer 'Paris' is not among the 3 choices")]
    [InlineData("Berne", "any", "Did you mean 'Bern'")]
    [InlineData("3", "index", "the answer '3' is not among")]
    [InlineData("0", "number", "the answer '0' is not among")]
    [InlineData("A", "index", "the answer 'A' is not among")]
    public void An_answer_that_is_no_choice_is_an_error(string answer, string answerIs, string what) =>
        Refused(answer, answerIs, "Oslo", "Bern", "Rome").ShouldContain(what);

    [Fact]
    public void Readings_that_contradict_each_other_are_asked_about()
    {
        Refused("2", "any", "1", "2", "3").ShouldContain("the answer '2' names choice 2 as text and choice 3 as index");
        Refused("B", "any", "A", "C", "B").ShouldContain("names choice 3 as text and choice 2 as letter");
        MultipleChoice(NumberWords(), answerIs: "text").Format(Item("2", "1", "2", "3")).References.ShouldBe(["2"]);
        MultipleChoice(NumberWords()).Format(Item("B", "A", "B", "C")).References.ShouldBe(["B"], "both readings name one");
    }

    [Fact]
    public void All_that_is_wrong_with_an_item_is_told_at_once()
    {
        var task = MultipleChoice(NumberWords());
        var item = Item("x", "Oslo", "Oslo", "");
        item = item with { Fields = new Dictionary<string, string>(item.Fields) { ["question"] = " " } };
        var refused = Should.Throw<InputException>(() => task.Format(item));
        refused
            .Problems.Select(p => p.What)
            .ShouldBe([
                "the question is empty",
                "the answer 'x' is not among the 3 choices",
                "choice 3 of 3 is empty",
                "the choice 'Oslo' stands there 2 times",
            ]);
        refused.Problems.ShouldAllBe(p => p.Where == "task multiple-choice, item 7 (eng_Latn)");
        Refused("Oslo", "any", "Oslo").ShouldContain("there is one choice");
        Refused("Oslo", "any").ShouldContain("there are no choices");
    }

    [Fact]
    public void Fields_prompt_and_delimiter_are_the_recipes()
    {
        var task = MultipleChoice(
            NumberWords(),
            question: "q",
            choices: "first second",
            answer: "right",
            prompt: "{text}\n{question} =",
            delimiter: "",
            unconditional: "="
        );
        var example = task.Format(
            new Record(
                "7",
                Language.Parse("en"),
                new Dictionary<string, string>
                {
                    ["text"] = "Sums.",
                    ["q"] = "1 + 1",
                    ["first"] = "2",
                    ["second"] = "3",
                    ["right"] = "A",
                }
            )
        );
        (example.Prompt, example.Completion, example.UnconditionalPrompt).ShouldBe(("Sums.\n1 + 1 =", "2", "="));
        task.Info.Metrics.ShouldBe(["acc", "acc-norm", "acc-mutual-info"]);
        MultipleChoice(NumberWords()).Info.Metrics.ShouldBe(["acc", "acc-norm"]);
        task.Info.Scoring.ShouldBe(Scoring.Choices);
        task.Info.Settings.Values.ShouldContain("{text}\n{question} =");
    }

    [Fact]
    public void Options_that_the_prompt_shows_are_ranked_by_their_letters()
    {
        var task = MultipleChoice(NumberWords(), prompt: "{question}\n{choices}\nAnswer:");
        var example = task.Format(Item("Bern", "Oslo", "Bern"));
        example.Prompt.ShouldBe("Capital?\nA. Oslo\nB. Bern\nAnswer:");
        example.Choices.ShouldBe([" A", " B"]);
        (example.Completion, example.References[0]).ShouldBe((" B", "B"));
        Should.Throw<InputException>(() => task.Format(Item("Oslo", "Oslo", "Oslo"))).Message.ShouldContain("stands there 2 times");
    }

    [Fact]
    public void Settings_that_mean_nothing_are_errors()
    {
        Should.Throw<InputException>(() => MultipleChoice(NumberWords(), answerIs: "leter")).Message.ShouldContain("Did you mean 'letter'");
        Should
            .Throw<InputException>(() => MultipleChoice(NumberWords(), choices: " "))
            .Message.ShouldContain("no field of choices is named");
        Should
            .Throw<InputException>(() => MultipleChoice(NumberWords(), prompt: "Answer:"))
            .Message.ShouldContain("does not say where the question stands");
        Should
            .Throw<InputException>(() => MultipleChoice(NumberWords(), question: "ask").Format(Item("A", "a", "b")))
            .Message.ShouldContain("no field 'ask'");
    }

    private static string Refused(string answer, string answerIs, params string[] choices) =>
        Should.Throw<InputException>(() => MultipleChoice(NumberWords(), answerIs: answerIs).Format(Item(answer, choices))).Message;

    private static Record Item(string answer, params string[] choices) =>
        new(
            "7",
            Language.Parse("en"),
            choices
                .Select((c, i) => ($"choices.{i}", c))
                .Append(("question", "Capital?"))
                .Append(("answer", answer))
                .ToDictionary(f => f.Item1, f => f.Item2)
        );
}
