using Clt.Engine.Models;
using Clt.Formats.Tokenization;
using Clt.Plugins.Models.Decoders;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using Clt.Running.Training;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Studies on a folder whose model is of a plugin's family.</summary>
public sealed class FolderBaseTests : IDisposable
{
    private const string Qwen3 = """
        { "architectures": ["Qwen3ForCausalLM"], "hidden_size": 16, "num_attention_heads": 2, "num_key_value_heads": 1, "head_dim": 8,
          "intermediate_size": 24, "num_hidden_layers": 1, "vocab_size": 300, "max_position_embeddings": 64, "bos_token_id": 0,
          "eos_token_id": 1 }
        """;

    private const string Gpt2 = """
        { "architectures": ["GPT2LMHeadModel"], "n_embd": 16, "n_head": 2, "n_layer": 1, "n_positions": 64, "vocab_size": 300,
          "bos_token_id": 0, "eos_token_id": 1 }
        """;

    private readonly TemporaryFolder _folder = new();

    private StudyContext Context => _folder.Context(new ToyMetric()) with { Families = [new Qwen3Family(), new Gpt2Family()] };

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(Qwen3, "model.layers.0.self_attn.q_norm.weight")]
    [InlineData(Gpt2, "transformer.h.0.attn.c_attn.weight")]
    public void A_model_of_a_plugins_family_is_fine_tuned_measured_and_saved_under_its_own_names(string config, string tensor)
    {
        var study = Study("folder", Make(config)).Expand(Context);

        var summary = StudyRunner.Run(study, Context, new RunnerOptions(new HereLauncher(), new CellRunner()));

        summary.Failures.ShouldBeEmpty();
        var cell = study.Cells.OfType<FinetuneCell>().Single();
        var folder = new StudyFolder(Context.RunsFolder, "folder").Cell(cell.Id);
        folder.Read()!.Scores.Count.ShouldBe(1);
        folder.Read()!.Facts["steps"].ShouldBe(3);
        var saved = File.ReadAllText(Path.Combine(folder.Checkpoint, "model", "model.safetensors"), System.Text.Encoding.Latin1);
        saved.ShouldContain(tensor);
        cell.Training.Yaml.ShouldContain("Clt.Plugins.Models"); // A changed family makes other cells.
    }

    [Fact]
    public void A_folder_of_no_known_family_is_refused_before_anything_runs()
    {
        var study = Study("folder", Make(Qwen3));

        var fault = Should.Throw<InputException>(() => study.Expand(_folder.Context(new ToyMetric())));

        fault.Message.ShouldContain("Qwen3ForCausalLM is unknown");
    }

    [Fact]
    public void A_metric_may_ask_a_model_of_this_machine_and_the_plan_says_what_it_costs()
    {
        var model = Make(Qwen3);
        var metric = new Asking(model);
        var study = Study("asked", model).Metrics(metric).Expand(Context);
        study.Plan(Context, 1).Notes.ShouldContain("asking: 24 answers.", "12 items of the base and of one fine-tuned model");

        var summary = StudyRunner.Run(study, Context, new RunnerOptions(new HereLauncher(), new CellRunner()));

        summary.Failures.ShouldBeEmpty();
        var cell = study.Cells.OfType<FinetuneCell>().Single();
        var score = new StudyFolder(Context.RunsFolder, "asked").Cell(cell.Id).Read()!.Scores[^1];
        score.Metric.ShouldBe("asking");
        score.Values.ShouldAllBe(v => v == 4, "the beginning and three bytes");
        metric.Identities.Distinct().ShouldHaveSingleItem().Length.ShouldBe(16);
        study.Plan(Context, 1).Notes.ShouldNotContain(n => n.StartsWith("asking"), "nothing is left to ask");
    }

    private static Study Study(string name, string model)
    {
        var task = new ToyTask(new ToySource("en es", train: 40, test: 12));
        return Recipe
            .Study(name)
            .Model(model)
            .Task(task)
            .Mixture(Fixed(Lang("en"), 20))
            .Train(batch: 8, lr: Constant(1e-3), epochs: 1)
            .Evaluate(Lang("es"), items: 12);
    }

    private string Make(string config)
    {
        var path = Path.Combine(_folder.Path, "base");
        var families = new ModelFamilies(Context.Families);
        using var model = LanguageModel.Create(families.Read(config, "test"), 1);
        model.Save(path);
        BpeTrainer.Train(Enumerable.Range(0, 50).Select(i => $"Text {i} and {i + 1}."), 300, ["<s>", "</s>"]).Save(path);
        return path;
    }

    /// <summary>The tokens that a model reads of a fixed prompt.</summary>
    private sealed class Asking(string folder) : MeanMetric, IBatchMetric
    {
        public override MetricInfo Info { get; } = new("asking", "asking|v:1", "Tokens read.");

        public List<string> Identities { get; } = [];

        public string Cost(long items) => $"{items} answers";

        public override ItemScore Score(Prediction prediction) => throw new NotSupportedException();

        public IReadOnlyList<ItemScore> Score(IReadOnlyList<Prediction> predictions, MetricContext context)
        {
            using var model = context.LoadModel(folder);
            Identities.Add(model.Identity);
            var answers = model.Answer([.. predictions.Select(_ => "1 +")], 4, context.Cancel);
            answers.ShouldAllBe(a => a.AnswerTokens >= 0 && a.AnswerTokens <= 4);
            return [.. answers.Select(a => new ItemScore(a.PromptTokens))];
        }
    }
}
