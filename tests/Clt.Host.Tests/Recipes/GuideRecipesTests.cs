using Clt.Engine.Models;
using Clt.Formats.Tokenization;
using Clt.Host.Recipes;
using Clt.Recipes.Cells;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Training;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>The recipes of the Post-trainer's Guide, on configurations of its models and on a tiny model.</summary>
public sealed class GuideRecipesTests : IDisposable
{
    private const string Llama8B = """
        { "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 4096, "intermediate_size": 14336,
        "num_hidden_layers": 32,
          "num_attention_heads": 32, "num_key_value_heads": 8, "vocab_size": 128256, "max_position_embeddings": 131072,
          "rms_norm_eps": 1e-05,
          "rope_theta": 500000.0, "hidden_act": "silu", "tie_word_embeddings": false, "bos_token_id": 128000, "eos_token_id": 128001 }
        """;

    private const string Aya35B = """
        { "architectures": ["CohereForCausalLM"], "model_type": "cohere", "hidden_size": 8192, "intermediate_size": 22528,
        "num_hidden_layers": 40,
          "num_attention_heads": 64, "num_key_value_heads": 64, "vocab_size": 256000, "max_position_embeddings": 8192,
          "layer_norm_eps": 1e-05,
          "rope_theta": 8000000, "hidden_act": "silu", "tie_word_embeddings": true, "logit_scale": 0.0625, "bos_token_id": 5,
          "eos_token_id": 255001 }
        """;

    private const string Tiny = """
        { "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1,
          "num_attention_heads": 2, "num_key_value_heads": 2, "vocab_size": 300, "max_position_embeddings": 8192, "rms_norm_eps": 1e-05,
          "rope_theta": 10000.0, "hidden_act": "silu", "tie_word_embeddings": true, "bos_token_id": 0, "eos_token_id": 1 }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("clt-guide-").FullName;

    public static TheoryData<string> Recipes =>
        [
            .. Directory
                .GetFiles(Path.Combine(RepositoryRoot.Folder, "recipes", "guide"), "*.csx")
                .Where(f => File.ReadAllText(f).Contains("Setting(\"scale\""))
                .Select(f => Path.GetFileName(f)!),
        ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Recipes))]
    public void At_full_scale_a_configuration_alone_gives_a_plan(string recipe)
    {
        using var session = Open(recipe, true, "scale=full", $"model={Config(Llama8B)}");
        var plan = session.Study.Plan(session.Context, 1);
        plan.Parameters.ShouldBe(8_030_261_248);
        var finetuned = plan.Rows.Where(r => r.Kind == CellKind.Finetune).ToList();
        // Mixtures that differ in languages are one without examples of them, so points are counted, not cells.
        (session.Study.Points.Count(p => p.Cell is FinetuneCell) % (3 * 8)).ShouldBe(0, "seeds and samples per language");
        // 10,000 English examples, two passes in batches of 64; together, 5,000 of the task at least.
        // A model that is measured on several tasks is trained in the plan's first cell of it.
        finetuned.Where(r => r.TrainTokens > 0).Min(r => r.Steps).ShouldBeGreaterThanOrEqualTo(2 * (5_000 / 64));
        plan.Devices.ShouldAllBe(d => d.Count >= 1 && d.Hours > 0 && d.Memory > 4.0 * plan.Parameters);
        plan.Flops.ShouldBeGreaterThan(1e18);
        plan.Notes.ShouldNotBeEmpty("the data are not there, and that is said");
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void What_no_device_holds_is_refused_with_the_setting_to_change(string recipe)
    {
        using var session = Open(recipe, true, "scale=full", $"model={Config(Aya35B)}");
        var problem = Should.Throw<InputException>(() => session.Study.Plan(session.Context, 1)).Problems.ShouldHaveSingleItem();
        problem.What.ShouldStartWith("training all 34,980,831,232 weights takes ");
        problem.Mend.ShouldContain("model=");
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void A_run_needs_the_weights_and_the_data(string recipe)
    {
        var problems = Should.Throw<InputException>(() => Open(recipe, false, "scale=full", $"model={Config(Llama8B)}")).Problems;
        problems.ShouldContain(p => p.What.Contains("no such file") || p.What.Contains("no such folder"));
    }

    [Fact]
    public void The_judge_is_asked_where_it_is_named_and_an_error_where_nobody_answers()
    {
        string[] settings = ["scale=full", $"model={Config(Llama8B)}", "metric=judge"];
        Should
            .Throw<InputException>(() => Open("instructions.csx", true, [.. settings, "judge=no-such-model"]))
            .Problems.ShouldHaveSingleItem()
            .What.ShouldBe("'no-such-model' is no folder, and no endpoint is named");
        using var session = Open("instructions.csx", true, [.. settings, $"judge={_folder}"]);
        session.Study.Points.ShouldNotBeEmpty();
    }

    [DataFact("mgsm")]
    public void Mgsm_measures_a_model_in_all_languages_by_both_rules()
    {
        var model = Path.Combine(_folder, "tiny");
        using (var made = LanguageModel.Create(ModelFamilies.BuiltIn.Read(Tiny, "test"), 1))
            made.Save(model);
        BpeTrainer.Train(Enumerable.Range(0, 50).Select(i => $"Text {i} and {i + 1}."), 300, ["<s>", "</s>"]).Save(model);
        using var session = Open(
            "mgsm.csx",
            false,
            $"model={model}",
            "items=2",
            "shots=1",
            "tokens=4",
            $"mgsm={Path.Combine(SharedFolder.Data, "mgsm")}"
        );
        session.Study.Cells.ShouldHaveSingleItem().Kind.ShouldBe(CellKind.Reference);

        var summary = StudyRunner
            .Run(session.Study, session.Context, new RunnerOptions(new HereLauncher(), new CellRunner()))
            .Reported(session.Study, session.Context);

        summary.Failures.ShouldBeEmpty();
        var scores = StoredResults.Read(session.Study, session.Context).Runs.ShouldHaveSingleItem().Result.Scores;
        scores.Select(s => s.Language).Distinct().Count().ShouldBe(11);
        scores.Select(s => s.Metric).Distinct().ShouldBe(["math-answer", "math-last-number"]);
        scores.ShouldAllBe(s => s.Items.Count == 2 && s.Values.All(v => v == 0 || v == 1));
        File.ReadAllText(summary.Report).ShouldContain("math-last-number by language");
    }

    private string Config(string json)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_folder, "config")).FullName;
        File.WriteAllText(Path.Combine(folder, "config.json"), json);
        return folder;
    }

    private RecipeSession Open(string recipe, bool planning, params string[] settings) =>
        RecipeSession.Open(
            new SessionOptions(
                Path.Combine(RepositoryRoot.Folder, "recipes", "guide", recipe),
                settings,
                [],
                Path.Combine(_folder, "runs")
            ),
            _ => { },
            CancellationToken.None,
            planning
        );
}
