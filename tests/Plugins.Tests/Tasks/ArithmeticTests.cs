using static Clt.Plugins.Sources.NumberWords.NumberWordRecipes;
using static Clt.Plugins.Tasks.ArithmeticRecipes;
using static Clt.Plugins.Tasks.LanguageModellingRecipes;

namespace Plugins.Tests.Tasks;

public class ArithmeticTests
{
    private static readonly Record Question = NumberWords(operations: "+-").Read("en", Split.Train).First(r => r["op"] == "-");

    [Fact]
    public void The_working_or_the_bare_result_is_answered()
    {
        var working = Arithmetic(NumberWords(), "working").Format(Question);
        working.Prompt.ShouldBe(Question["question"] + "\n");
        working.Completion.ShouldBe($"{Question["a"]} - {Question["b"]} = {Question["answer"]}");
        working.References.ShouldBe([Question["answer"]]);
        // For preferences: a wrong result that looks like the right one.
        working.Rejected.ShouldBe($"{Question["a"]} - {Question["b"]} = {int.Parse(Question["answer"]) + 1}");
        Arithmetic(NumberWords(), "result").Format(Question).Completion.ShouldBe(Question["answer"]);
    }

    [Fact]
    public void Answers_fit_the_tokens_allowed_even_a_byte_each()
    {
        foreach (var answer in new[] { "working", "result" })
        {
            var task = Arithmetic(NumberWords(below: 500), answer);
            var longest = task.Source.Read("en", Split.Test).Max(r => task.Format(r).Completion.Length);
            task.Info.MaxNewTokens.ShouldBeGreaterThan(longest);
            task.Info.Metrics[0].ShouldBe("number-match");
            task.Info.Settings["answer"].ShouldBe(answer);
        }
    }

    [Fact]
    public void An_unknown_answer_and_a_missing_field_are_input_errors()
    {
        Should.Throw<InputException>(() => Arithmetic(NumberWords(), "workings")).Message.ShouldContain("Did you mean 'working'");
        var record = new Record("1", Language.Parse("en"), new Dictionary<string, string> { ["answer"] = "3" });
        Should.Throw<InputException>(() => Arithmetic(NumberWords()).Format(record)).Message.ShouldContain("expression-digits");
    }

    [Fact]
    public void Language_modelling_trains_on_every_character_of_the_field()
    {
        var task = LanguageModelling(NumberWordText("en", lines: 50));
        var record = task.Source.Read("en", Split.Train)[0];
        task.Format(record).Completion.ShouldBe(record["text"]);
        task.Format(record).Prompt.ShouldBeEmpty();
        task.Info.Scoring.ShouldBe(Scoring.LogLikelihood);
        LanguageModelling(task.Source, "kind").Format(record).Completion.ShouldBe(record["kind"]);
        Should.Throw<InputException>(() => LanguageModelling(task.Source, "txt").Format(record)).Message.ShouldContain("'text'");
    }
}
