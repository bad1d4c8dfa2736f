using System.Text.Json;
using Clt.Engine.Adapters;
using Clt.Engine.Export;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Plugins.Training.Adapters;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Answering;
using Clt.Running.Kinds;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Adapters.AdapterWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Cells that train an adapter, from the recipe to the merged export.</summary>
public sealed class AdapterCellTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _base;

    public AdapterCellTests() => _base = TinyBase.Make(Path.Combine(_folder.Path, "base"), dtype: Dtype.BFloat16);

    public static TheoryData<string> Kinds => [.. Adapters.Keys];

    private static readonly Dictionary<string, Choice<IAdapterSpec?>> Adapters = new()
    {
        // Without dropout: its generator is the process's, which other tests draw from meanwhile.
        ["LoRA"] = Lora(rank: 4, targets: "q_proj, down_proj", loraPlus: 4),
        ["DoRA"] = Lora(rank: 2, alpha: 8, rsLora: true, dora: true),
        ["bottleneck"] = Bottleneck(width: 6, placement: BehindBoth, activation: ActivationFunction.Gelu, norm: true),
    };

    private StudyContext Context => _folder.Context();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [MemberData(nameof(Kinds))]
    public void An_adapter_is_trained_on_the_stored_base_and_measured_with_it(string kind)
    {
        var study = TinyBase.Study(_base).Adapter(Adapters[kind]).Expand(Context);
        study.Run(Context).Failures.ShouldBeEmpty();

        var cell = study.Folder<FinetuneCell>(Context);
        var model = Path.Combine(cell.Checkpoint, "model");
        File.Exists(Path.Combine(model, Adapter.WeightsFile)).ShouldBeTrue();
        File.Exists(Path.Combine(model, "tokenizer.json")).ShouldBeTrue();
        Directory.GetFiles(model, "model*.safetensors").ShouldBeEmpty();
        var facts = cell.Read()!.Facts;
        facts["trained parameters"]
            .ShouldBe(study.Cells.OfType<FinetuneCell>().Single().Train.Adapter!.Parameters(Context.Models.ReadFolder(_base)));
        facts["parameters"].ShouldBeGreaterThan(facts["trained parameters"]);
        // The adapter is active while items are answered: the base answers otherwise.
        Answers(cell).ShouldNotBe(Answers(study.Folder<ReferenceCell>(Context)));
        using var adapted = LanguageModel.Load(model, Context.Models);
        adapted.Adapters.Active.Count.ShouldBe(1);
        adapted.Parameters.TrainedCount.ShouldBe(0);
    }

    [Fact]
    public void The_export_of_the_cell_is_the_merged_model_and_answers_alike()
    {
        var study = TinyBase.Study(_base).Adapter(Adapters["LoRA"]).Expand(Context);
        study.Run(Context);
        var cell = study.Folder<FinetuneCell>(Context);
        var source = ExportSource.Find(cell.Path, []);
        var merged = Path.Combine(_folder.Path, "merged");
        var (model, _) = source.Load(ModelFamilies.BuiltIn, Dtype.Float32);
        using (model)
            ModelExport.Write(model, merged, new ExportSettings { TokenizerFolder = source.TokenizerFolder }, _ => true).ShouldBeTrue();

        using var answering = new AnsweringModel(merged, Context);
        var lines = Lines(cell);
        answering
            .Answer([.. lines.Select(l => l.GetProperty("prompt").GetString()!)], 8, default)
            .Select(a => a.Text)
            .ShouldBe(lines.Select(l => l.GetProperty("output").GetString()!));
    }

    [Theory]
    [InlineData("LoRA")]
    [InlineData("bottleneck")]
    public void A_run_that_is_stopped_goes_on_from_the_adapters_checkpoint_to_the_same_bits(string kind)
    {
        var study = TinyBase.Study(_base).Adapter(Adapters[kind]).Expand(Context);
        study.Run(Context).Failures.ShouldBeEmpty();
        var cell = study.Folder<FinetuneCell>(Context);
        var weights = cell.Read()!.Weights;
        var training = new StudyFolder(Context.RunsFolder, study.Name).Cell(study.Cells.OfType<FinetuneCell>().Single().Training.Id);
        foreach (var done in new[] { cell, training })
            Directory.Delete(done.Path, recursive: true);
        using var stop = new CancellationTokenSource();
        study.Run(Context, new StopAt("training", stop), stop.Token).Interrupted.ShouldBeTrue();
        Directory.GetDirectories(Path.Combine(training.Checkpoint, "checkpoints")).ShouldNotBeEmpty();
        study.Run(Context).Failures.ShouldBeEmpty();
        cell.Read()!.Weights.ShouldBe(weights);
    }

    [Theory]
    [InlineData("LoRA")]
    [InlineData("bottleneck")]
    public void An_adapter_may_stand_on_a_trained_one_which_stays_as_it_is(string below)
    {
        var first = TinyBase.Study(_base).Adapter(Adapters[below]).Expand(Context);
        first.Run(Context).Failures.ShouldBeEmpty();
        var folder = Path.Combine(first.Folder<FinetuneCell>(Context).Checkpoint, "model");
        var bytes = File.ReadAllBytes(Path.Combine(folder, Adapter.WeightsFile));

        var second = TinyBase.Study(_base).Adapter(Lora(rank: 2, above: folder)).Expand(Context);
        second.Run(Context).Failures.ShouldBeEmpty();

        var cell = second.Folder<FinetuneCell>(Context);
        File.ReadAllBytes(Path.Combine(folder, Adapter.WeightsFile)).ShouldBe(bytes);
        cell.Read()!.Facts["trained parameters"].ShouldBe(Lora(rank: 2).At(Point.Origin)!.Parameters(Context.Models.ReadFolder(_base)));
        second
            .Cells.OfType<FinetuneCell>()
            .Single()
            .Id.ShouldNotBe(TinyBase.Study(_base).Adapter(Lora(rank: 2)).Expand(Context).Cells[^1].Id);
        using var stacked = LanguageModel.Load(Path.Combine(cell.Checkpoint, "model"), Context.Models);
        stacked
            .Adapters.Active.Select(a => a.GetType())
            .ShouldBe([below == "LoRA" ? typeof(LoraAdapter) : typeof(BottleneckAdapter), typeof(LoraAdapter)]);
        ExportSource.Find(cell.Path, []).Adapters.Count.ShouldBe(2);
        ExportSource.Find(cell.Path, []).Folder.ShouldBe(_base);
    }

    [Fact]
    public void What_training_computes_with_is_the_bases_own_type_unless_the_recipe_says_otherwise()
    {
        using var stored = Start(TinyBase.Study(_base).Adapter(Lora()));
        stored.Parameters.Dtype.ShouldBe(Dtype.BFloat16);
        using var full = Start(TinyBase.Study(_base).Train(8, Constant(1e-3), precision: Float32).Adapter(Lora()));
        full.Parameters.Dtype.ShouldBe(Dtype.Float32);
        using var bare = Start(TinyBase.Study(_base));
        bare.Parameters.Dtype.ShouldBe(Dtype.Float32);
    }

    private LanguageModel Start(Study study)
    {
        var train = study.Expand(Context).Cells.OfType<FinetuneCell>().Single().Train;
        var start = new ModelStart(new StartWeights(_base), Context.Models, train.Dtype, train.Adapter, WeightRules.None, new Seed(1));
        return start.Begin(folder => LanguageModel.Load(folder, start.Families, start.Dtype));
    }

    private static List<string> Answers(CellFolder cell) => [.. Lines(cell).Select(l => l.GetProperty("output").GetString()!)];

    private static List<JsonElement> Lines(CellFolder cell) =>
        [.. File.ReadLines(cell.Predictions("spa_Latn")).Select(l => JsonDocument.Parse(l).RootElement)];
}
