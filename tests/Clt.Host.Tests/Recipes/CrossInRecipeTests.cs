using Clt.Host.Recipes;
using Clt.Host.Tests.Verbs;
using Clt.Running.Reports;
using Clt.Testing;
using Clt.Tests.Shared;

namespace Clt.Host.Tests.Recipes;

/// <summary>The recipe of CrossIn on made-up facts and a tiny random model, and what it refuses.</summary>
[Collection(VerbRun.Alone)]
public sealed class CrossInRecipeTests : IDisposable
{
    private static readonly string Recipe = Path.Combine(RepositoryRoot.Folder, "recipes", "crossin", "main.csx");

    private readonly TemporaryFolder _folder = new();
    private readonly NpmFixture _npm = new();

    public void Dispose()
    {
        _folder.Dispose();
        _npm.Dispose();
    }

    [Fact]
    public void Arms_are_trained_once_for_all_prompts_and_compared_with_the_base()
    {
        _npm.Cldr(territories: 120, currencies: 12, "en es zh fr");
        string[] settings = [.. Settings(), "known=60", "sizes=12", "epochs=1", "items=4"];
        var runs = Path.Combine(_folder.Path, "runs");

        var run = Of("run", settings, "--runs", runs, "--workers", "0");

        run.ExitCode.ShouldBe(0, run.ToString());
        using var session = RecipeSession.Open(
            new SessionOptions(Recipe, settings, [], runs),
            _ => { },
            CancellationToken.None,
            planning: false
        );
        var results = StoredResults.Read(session.Study, session.Context);
        results.Missing.ShouldBe(0);
        Directory.GetFiles(runs, "log.jsonl", SearchOption.AllDirectories).Length.ShouldBe(5 * 3, "arms and seeds: prompts share them");
        var found = session.Study.Analyses.Single().Run(results);
        var rows = found.Tables.ShouldHaveSingleItem().Rows;
        rows.Count(r => r.Cells[0].StartsWith("base", StringComparison.Ordinal)).ShouldBe(2, "kinds of questions");
        rows.Count.ShouldBe(2 + (2 * 5));
        rows.Count(r => r.Cells[4] != "–").ShouldBe(2 * 4, "all arms but the base's own");
        found.Findings.Count.ShouldBe(2 * 4);
    }

    [Fact]
    public void More_rows_than_facts_and_a_relation_with_one_answer_are_refused_before_training()
    {
        _npm.Cldr(territories: 120, currencies: 12, "en es zh fr");
        var few = Of("check", [.. Settings(), "known=60", "sizes=3000"]);
        few.ExitCode.ShouldBe(2, few.ToString());
        few.Error.ShouldContain("1000 examples of 'across' in eng_Latn-spa_Latn are asked for, but there are");
        _npm.Cldr(territories: 120, currencies: 1, "en es zh fr");
        var one = Of("check", [.. Settings(), "known=60", "sizes=12"]);
        one.ExitCode.ShouldBe(2, one.ToString());
        one.Error.ShouldContain("the relation 'currency' has 1 answer");
    }

    [DataFact("xquad")]
    public void Full_scale_reads_instructions_of_the_user_s_and_asks_cross_xquad_and_cross_mmlu()
    {
        string Rows(string tag) =>
            string.Concat(
                Enumerable
                    .Range(0, 40)
                    .Select(i => $$"""{"id": "{{i}}", "prompt": "{{tag}} ask {{i}}", "completion": "{{tag}} say"}""" + "\n")
            );
        foreach (var tag in new[] { "en", "es", "vi", "zh" })
            File.WriteAllText(Path.Combine(_folder.Path, $"{tag}.jsonl"), Rows(tag));
        string Item(string language) => $$""" "{{language}}": {"question": "?", "choices": ["(A) a", "(B) b"], "answer": "(B) b"} """;
        var item = string.Join(",", new[] { "English", "Spanish", "Vietnamese", "Chinese" }.Select(Item));
        File.WriteAllText(Path.Combine(_folder.Path, "mmlu.json"), $$"""[{"id": 1, {{item}}}]""");

        var plan = Of(
            "check",
            [
                $"model={new GuideFixtures(_folder.Path).Model("llama")}",
                "scale=full",
                $"instructions={_folder.Path}/en.jsonl",
                $"aligned={_folder.Path}/{{language}}.jsonl",
                $"mmlu={_folder.Path}/mmlu.json",
                "known=20",
                "sizes=12",
                "items=4",
            ]
        );

        plan.ExitCode.ShouldBe(0, plan.ToString());
        plan.Output.ShouldContain("questions = Cross-MMLU, arm = x2x + translation");
        plan.Output.ShouldContain("questions = Cross-XQuAD");
        plan.Output.ShouldNotContain("Cross-LogiQA");
        var without = Of("check", ["scale=full"]);
        without.ExitCode.ShouldBe(2, without.ToString());
        without.Error.ShouldContain("--set instructions=FILE.jsonl");
    }

    [Fact]
    public void A_direction_without_data_is_refused_before_training()
    {
        var recipe = Path.Combine(_folder.Path, "pairs.csx");
        File.WriteAllText(
            recipe,
            $$"""
            using static Clt.Recipe;

            var task = Prompted(Directed(LocaleFacts()), "{source.question}\n", "{answer}");
            return Study("pairs")
                .Model("{{new GuideFixtures(_folder.Path).Model("llama")}}")
                .Task(task)
                .Mixture(PerLanguage(Pairs(Lang("en"), Langs("es sw")), 10))
                .Train(batch: 16, lr: Linear(1e-4))
                .Evaluate(Pairs(Langs("ko fr"), Lang("ja")) + Lang("vi"), items: 5);
            """
        );

        var check = VerbRun.Of("check", recipe);

        check.ExitCode.ShouldBe(2, check.ToString());
        check.Error.ShouldContain("has no eng_Latn-swa_Latn");
        check.Error.ShouldContain("has no vie_Latn");
        check.Error.ShouldContain("ara_Arab, and directions between them");
        check.Error.ShouldNotContain("has no eng_Latn-spa_Latn");
        check.Error.ShouldNotContain("has no kor_");
    }

    private string[] Settings() => [$"packages={_npm.Folder}", $"model={new GuideFixtures(_folder.Path).Model("llama")}"];

    private static VerbRun Of(string verb, IEnumerable<string> settings, params string[] further) =>
        VerbRun.Of([verb, Recipe, .. settings.SelectMany(s => new[] { "--set", s }), .. further]);
}
