using System.Text.Json;
using Clt.Engine.Adapters;
using Clt.Engine.Export;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Recipes.Adapters;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Store;
using Clt.Running.Answering;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Objectives.ObjectiveWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Stages that are trained, each from the weights of the one before.</summary>
public sealed class StageCellTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ToySource _source = new("en es", train: 40, test: 6);
    private readonly string _base;

    public StageCellTests() => _base = TinyBase.Make(Path.Combine(_folder.Path, "base"));

    private StudyContext Context => _folder.Context();

    public void Dispose() => _folder.Dispose();

    private static TrainChoice Quick(double rate = 0.02) =>
        Train(batch: 8, lr: Constant(rate), checkpointEvery: Steps(1), validation: 4, selectBy: LastCheckpoint);

    private Study Bare(string name = "stages") => Study(name).Model(_base).Task(new ToyTask(_source)).Evaluate(Langs("en es"), items: 6);

    private ExpandedStudy Run(Study study)
    {
        var expanded = study.Expand(Context);
        expanded.Run(Context).Failures.ShouldBeEmpty();
        return expanded;
    }

    private CellFolder Folder(ExpandedStudy study, string stage) =>
        new StudyFolder(Context.RunsFolder, study.Name).Cell(study.Cells.OfType<FinetuneCell>().Single(c => c.Stage == stage).Id);

    private static string Model(CellFolder cell) => Path.Combine(cell.Checkpoint, "model");

    [Fact]
    public void A_stage_is_the_training_of_a_study_whose_model_is_the_stage_before()
    {
        var two = Run(Bare().Stage("a", Fixed(Lang("en"), 16), Quick()).Stage("b", Fixed(Lang("es"), 16), Quick()));
        var alone = Run(Bare("alone").Model(Model(Folder(two, "a"))).Mixture(Fixed(Lang("es"), 16)).TrainBy(Quick()));

        var (a, b) = (Folder(two, "a").Read()!, Folder(two, "b").Read()!);
        b.Weights.ShouldBe(alone.Folder<FinetuneCell>(Context).Read()!.Weights);
        a.Weights.ShouldNotBe(b.Weights);
        var lines = File.ReadLines(Folder(two, "b").Predictions("spa_Latn")).Select(l => JsonDocument.Parse(l).RootElement).ToList();
        lines.ShouldAllBe(l => l.GetProperty("stage").GetString() == "b");
        var csv = File.ReadLines(new StudyFolder(Context.RunsFolder, two.Name).Csv).ToList();
        csv[0].ShouldStartWith("study,cell,stage,");
        // TensorBoard finds each stage under its name.
        Directory.GetFiles(Path.Combine(new StudyFolder(Context.RunsFolder, two.Name).Board, "stage = b, seed 1")).ShouldHaveSingleItem();
    }

    [Fact]
    public void A_preference_stage_compares_with_the_model_before_it()
    {
        var pairs = new PairTask(_source);
        var study = Run(
            Bare().Stage("sft", Fixed(Lang("en"), 16), Quick()).Stage("dpo", Fixed(Lang("en"), 16, pairs), Quick(1e-3), objective: Dpo())
        );

        // Before the first step model and reference are the same, whatever the stage before has trained: the loss is that of a coin.
        Folder(study, "dpo").Read()!.Facts["first loss"].ShouldBe(Math.Log(2), 1e-5);
    }

    [Theory]
    [InlineData(AdapterBefore.Merge)]
    [InlineData(AdapterBefore.Keep)]
    [InlineData(AdapterBefore.Continue)]
    public void A_stage_starts_from_the_adapter_before_it_and_is_measured_with_it(AdapterBefore before)
    {
        var lora = Lora(rank: 2);
        var dpo = new PairTask(_source);
        var study = Run(
            Bare()
                .Stage("a", Fixed(Lang("en"), 16), Quick(), adapter: lora)
                .Stage("b", Fixed(Lang("en"), 16, dpo), Quick(1e-3), objective: Dpo(), adapter: lora, adapterBefore: before)
                .Stage("c", Fixed(Lang("es"), 16), Quick(), adapter: before == AdapterBefore.Continue ? null : lora, adapterBefore: before)
        );

        // Model and reference both start from the adapter before.
        Folder(study, "b").Read()!.Facts["first loss"].ShouldBe(Math.Log(2), 1e-5);
        var source = ExportSource.Find(Folder(study, "c").Path, []);
        source.Folder.ShouldBe(_base);
        source.Adapters.Count.ShouldBe(before == AdapterBefore.Continue ? 1 : 3);
        Answers(study, "c").ShouldBe(Exported(source, "c", study));
        File.Exists(Path.Combine(Model(Folder(study, "c")), Adapter.WeightsFile)).ShouldBeTrue();
    }

    [Fact]
    public void All_weights_may_be_trained_after_an_adapter_was_merged()
    {
        var study = Run(
            Bare().Stage("a", Fixed(Lang("en"), 16), Quick(), adapter: Lora(rank: 2)).Stage("b", Fixed(Lang("es"), 16), Quick())
        );
        var facts = Folder(study, "b").Read()!.Facts;
        facts["trained parameters"].ShouldBe(facts["parameters"]);
        // What the adapter has learnt is in the weights before the first step, so the loss goes on from there.
        var fresh = Run(Bare("fresh").Stage("b", Fixed(Lang("es"), 16), Quick()));
        facts["first loss"].ShouldBeLessThan(Folder(fresh, "b").Read()!.Facts["first loss"]);
        File.Exists(Path.Combine(Model(Folder(study, "b")), "model.safetensors")).ShouldBeTrue();
    }

    [Fact]
    public void A_study_that_is_stopped_in_a_stage_goes_on_there_to_the_same_bits()
    {
        var study = Bare().Stage("a", Fixed(Lang("en"), 16), Quick()).Stage("b", Fixed(Lang("es"), 16), Quick());
        var weights = Folder(Run(study), "b").Read()!.Weights;
        var again = (study with { }).Expand(Context);
        var cell = again.Cells.OfType<FinetuneCell>().Last();
        var folder = new StudyFolder(Context.RunsFolder, again.Name);
        foreach (var id in new[] { cell.Id, cell.Training.Id })
            Directory.Delete(folder.Cell(id).Path, recursive: true);
        using var stop = new CancellationTokenSource();
        again.Run(Context, new StopAt("training", stop), stop.Token).Interrupted.ShouldBeTrue();
        var summary = again.Run(Context);
        summary.Failures.ShouldBeEmpty();
        folder.Cell(cell.Id).Read()!.Weights.ShouldBe(weights);
    }

    [Fact]
    public void The_head_of_an_encoder_goes_on_through_stages()
    {
        var model = TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));
        var context = Context with { Families = TinyModels.Families };
        var task = new WordTask(Scoring.Label);
        var train = Train(batch: 8, lr: Constant(5e-3), epochs: 6, validation: 4, selectBy: LastCheckpoint);
        var study = Study("labels")
            .Model(model)
            .Task(task)
            .Evaluate(Langs("en es"), items: 12)
            .Stage("en", Fixed(Lang("en"), 48), train)
            .Stage("es", Fixed(Lang("es"), 48), train)
            .Expand(context);
        study.Run(context).Failures.ShouldBeEmpty();
        var folder = new StudyFolder(context.RunsFolder, study.Name);
        var cells = study.Cells.OfType<FinetuneCell>().Select(c => folder.Cell(c.Id).Read()!.Facts).ToList();
        cells[1]["first loss"].ShouldBeLessThan(cells[0]["first loss"] / 2);
    }

    private List<string> Answers(ExpandedStudy study, string stage) =>
        [.. Lines(study, stage).Select(l => l.GetProperty("output").GetString()!)];

    private IEnumerable<JsonElement> Lines(ExpandedStudy study, string stage) =>
        File.ReadLines(Folder(study, stage).Predictions("spa_Latn")).Select(l => JsonDocument.Parse(l).RootElement);

    /// <summary>What the merged export of a stage answers.</summary>
    private List<string> Exported(ExportSource source, string stage, ExpandedStudy study)
    {
        var merged = Path.Combine(_folder.Path, "merged");
        var (model, _) = source.Load(ModelFamilies.BuiltIn, Dtype.Float32);
        var settings = new ExportSettings { TokenizerFolder = source.TokenizerFolder };
        using (model)
            ModelExport.Write(model, merged, settings, _ => true).ShouldBeTrue();
        using var answering = new AnsweringModel(merged, Context);
        var prompts = Lines(study, stage).Select(l => l.GetProperty("prompt").GetString()!).ToList();
        return [.. answering.Answer(prompts, 8, default).Select(a => a.Text)];
    }
}
