using System.Text.Json;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>Multiple choice through the real command: what is measured, what the files hold, and what wrong items are told.</summary>
public sealed class ChoicesRecipeTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Questions_are_counted_trainings_are_shared_between_shots_and_every_option_has_its_score()
    {
        _clt.Write(
            "quiz.csx",
            """
            using static Clt.Recipe;

            var lines = LanguageModelling(on: LocaleText("en es", lines: 2000));

            return Study("quiz")
                .Tokenizer(ByteLevelBpe(vocabulary: 400, examples: 1000))
                .Base(Pretrain(Decoder(layers: 2, width: 32, heads: 2), on: Share(1, lines, Langs("en es")), tokens: 20_000, seed: 1))
                .Task(MultipleChoice(on: LocaleFacts(), unconditional: "Answer:"))
                .Mixture(Fixed(Lang("en"), 40))
                .Train(batch: 16, lr: Constant(1e-3), selectBy: LastCheckpoint)
                .Evaluate(Langs("en es"), items: 10, metrics: ["acc", "acc-norm", "acc-bytes", "acc-tokens", "acc-mutual-info"],
                    shots: Axis("shots", 0, 1), exemplars: Translated);
            """
        );

        var run = _clt.Run("run", "quiz.csx");

        run.ExitCode.ShouldBe(0, run.ToString());
        run.Output.ShouldContain("acc|norm:none");
        var study = Path.Combine(_clt.Folder, "runs", "quiz");
        var rows = File.ReadAllLines(Path.Combine(study, "results.csv")).Skip(1).ToList();
        rows.Count.ShouldBe(2 * 2 * 2 * 5, "base and trained, shots, languages, metrics");
        rows.ShouldAllBe(r => r.Contains(",10,"), "questions");
        Directory.GetFiles(study, "log.jsonl", SearchOption.AllDirectories).Length.ShouldBe(2, "the base's, and one for both shots");
        var lines = Directory.GetFiles(study, "eng_Latn.jsonl", SearchOption.AllDirectories).SelectMany(File.ReadLines).ToList();
        lines.Count.ShouldBe(4 * 10);
        foreach (var line in lines)
        {
            using var item = JsonDocument.Parse(line);
            var choices = item.RootElement.GetProperty("choices").EnumerateArray().ToList();
            choices.Count.ShouldBe(4);
            choices.ShouldAllBe(c => c.GetProperty("log_likelihood").GetDouble() < 0 && c.GetProperty("unconditional").GetDouble() < 0);
        }
    }

    [Fact]
    public void Items_that_are_amiss_are_told_all_at_once_with_their_ids()
    {
        string Line(string id, string answer, params string[] choices) =>
            JsonSerializer.Serialize(
                new
                {
                    id,
                    language = "en",
                    question = "What?",
                    choices,
                    answer,
                }
            );
        _clt.Write(
            "quiz.jsonl",
            string.Join(
                '\n',
                [
                    .. Enumerable.Range(0, 40).Select(i => Line($"good-{i}", "B", "yes", "no")),
                    .. Enumerable.Range(0, 40).Select(i => Line($"one-{i}", "yes", "yes")),
                    .. Enumerable.Range(0, 40).Select(i => Line($"none-{i}", "maybe", "yes", "no")),
                ]
            )
        );
        _clt.Write(
            "wrong.csx",
            $$"""
            using static Clt.Recipe;

            var lines = LanguageModelling(on: LocaleText("en"));

            return Study("wrong")
                .Tokenizer(ByteLevelBpe(vocabulary: 400))
                .Base(Pretrain(Decoder(layers: 1, width: 32, heads: 2), on: Share(1, lines, Lang("en")), tokens: 9))
                .Task(MultipleChoice(on: Files("quiz.jsonl", "en", id: "id")))
                .Evaluate(Lang("en"), items: 10);
            """
        );

        var check = _clt.Run("check", "wrong.csx");

        check.ExitCode.ShouldBe(2, check.ToString());
        check.Error.ShouldContain("there is one choice");
        check.Error.ShouldContain("the answer 'maybe' is not among the 2 choices");
        check.Error.ShouldContain("item one-");
        check.Error.ShouldContain("item none-");
    }

    [Fact]
    public void The_recipe_of_the_repository_becomes_a_plan()
    {
        var check = _clt.Run("check", Path.Combine(RepositoryRoot.Folder, "recipes", "choices.csx"), "--json");

        check.ExitCode.ShouldBe(0, check.ToString());
        using var plan = JsonDocument.Parse(check.Output);
        var rows = plan
            .RootElement.GetProperty("rows")
            .EnumerateArray()
            .Where(r => r.GetProperty("kind").GetString() == "Finetune")
            .ToList();
        rows.Count.ShouldBe(2 * 2 * 2, "shots, questions, seeds");
        rows.Count(r => r.GetProperty("steps").GetInt64() > 0).ShouldBe(2 * 2, "shots share their trainings");
    }
}
