using Clt.Plugins.Metrics.Answers;
using Clt.Plugins.Sources.Corpora;
using Clt.Plugins.Tasks;
using Clt.Recipes.Data;

namespace Plugins.Tests.Tasks;

/// <summary>The three tasks of the Post-trainer's Guide.</summary>
public class GuideTaskTests
{
    private static readonly ISource Mgsm = Directory.Exists(Folder("mgsm")) ? CorporaRecipes.Mgsm(Folder("mgsm")) : new NoSource();

    private static string Folder(string name) => Path.Combine(SharedFolder.Data, name);

    [DataFact("mgsm")]
    public void A_prompt_of_mgsm_shows_eight_solved_problems_in_their_order_and_their_language()
    {
        var task = MathReasoningRecipes.MathReasoning(Mgsm, shots: 8);
        var item = task.Format(Mgsm.Read("es", Split.Test)[0]);
        var exemplars = new Exemplars(task, task.Info.FewShot!, TestContext.Context).For(item);
        exemplars.Select(e => e.ItemId).ShouldBe(Enumerable.Range(1, 8).Select(i => $"exemplar-{i}"));
        var prompt = item.After(exemplars, task.Info.FewShot!.Separator).Prompt;
        prompt.ShouldStartWith("Pregunta: Roger tiene 5 pelotas de tenis.");
        prompt.ShouldContain("Respuesta paso a paso: Roger comenzó con 5 pelotas.");
        prompt.ShouldContain("La respuesta es 11.\n\nPregunta: ");
        prompt.ShouldEndWith("\nRespuesta paso a paso:");
        item.References.ShouldBe(["18"]);
    }

    [DataFact("mgsm")]
    public void Every_language_of_mgsm_is_asked_in_its_own_words()
    {
        var task = MathReasoningRecipes.MathReasoning(Mgsm);
        var heads = Mgsm.Info.Languages.Select(l => task.Format(Mgsm.Read(l.Short, Split.Train)[0]).Prompt.Split('\n')[^1]).ToList();
        heads.Distinct().Count().ShouldBe(11);
        task.Format(Mgsm.Read("ja", Split.Train)[0]).Prompt.ShouldStartWith("問題：ロジャー");
    }

    [DataFact("mgsm")]
    public void Both_rules_find_the_answers_of_all_exemplars()
    {
        var numbers = new[] { "11", "29", "39", "9", "33", "8", "8", "5" };
        foreach (var language in Mgsm.Info.Languages)
        {
            foreach (var (record, number) in Mgsm.Read(language.Short, Split.Train).Zip(numbers))
            {
                var prediction = new Prediction(record.ItemId, language, "", record["solution"], [number]);
                new MathAnswerMatch().Score(prediction).Value.ShouldBe(1, $"{language.Short} {record.ItemId}");
                new MathLastNumber().Score(prediction).Value.ShouldBe(1, $"{language.Short} {record.ItemId}");
            }
        }
    }

    [Fact]
    public void The_rules_differ_where_text_follows_the_answer()
    {
        var prediction = new Prediction("i", Language.Parse("en"), "", "The answer is 5. That took 3 steps", ["5"]);
        new MathAnswerMatch().Score(prediction).Value.ShouldBe(1);
        new MathLastNumber().Score(prediction).Value.ShouldBe(0);
    }

    [Fact]
    public void A_summary_is_one_line_after_its_text()
    {
        var task = SummarisationRecipes.Summarisation(new NoSource(), characters: 20);
        var example = task.Format(
            new Record(
                "a",
                Language.Parse("fr"),
                new Dictionary<string, string> { ["text"] = new string('x', 30), ["summary"] = "un\ndeux" }
            )
        );
        example.Prompt.ShouldBe(new string('x', 20) + "\n=>");
        example.Completion.ShouldBe(" un deux");
        task.Info.Stop.ShouldBe(["\n"]);
        // A pair of surrogates is not cut in two.
        var pair = task.Format(
            new Record(
                "a",
                Language.Parse("ja"),
                new Dictionary<string, string> { ["text"] = new string('x', 19) + "𠮷y", ["summary"] = "z" }
            )
        );
        pair.Prompt.ShouldBe(new string('x', 19) + "\n=>");
    }

    [Fact]
    public void An_instruction_is_asked_in_turns_where_chat_is_wanted()
    {
        var record = new Record(
            "a",
            Language.Parse("en"),
            new Dictionary<string, string> { ["prompt"] = "Say hi. \n", ["completion"] = "Hi.\n" }
        );
        var task = InstructionFollowingRecipes.InstructionFollowing(new NoSource(), chat: true);
        task.Format(record).Prompt.ShouldBe("Say hi.\n\n");
        task.Format(record).Completion.ShouldBe("Hi.");
        task.Info.FewShot!.Format.ShouldBe(PromptFormat.Chat);
        InstructionFollowingRecipes.InstructionFollowing(new NoSource()).Info.FewShot.ShouldBeNull();
    }

    [Fact]
    public void Wrong_settings_are_all_said()
    {
        Should
            .Throw<InputException>(() => MathReasoningRecipes.MathReasoning(new NoSource(), shots: -1, newTokens: 0))
            .Problems.Count.ShouldBe(2);
        Should
            .Throw<InputException>(() => SummarisationRecipes.Summarisation(new NoSource(), characters: 5, newTokens: 0))
            .Problems.Count.ShouldBe(2);
        Should
            .Throw<InputException>(() => InstructionFollowingRecipes.InstructionFollowing(new NoSource(), newTokens: 0))
            .Problems.Count.ShouldBe(1);
    }

    private sealed class NoSource : ISource
    {
        public SourceInfo Info { get; } = new("none", "Nothing.", [], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "none";

        public IEnumerable<Record> Read(SourceRequest request) => [];
    }
}
