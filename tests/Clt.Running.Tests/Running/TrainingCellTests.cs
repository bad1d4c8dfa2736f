using System.Text.Json;
using Clt.Engine.Models;
using Clt.Engine.Training;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Schedules.ScheduleWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Training settings that reach the engine, seen in what is trained.</summary>
public sealed class TrainingCellTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _base;

    public TrainingCellTests() => _base = TinyBase.Make(Path.Combine(_folder.Path, "base"), seed: 5);

    private StudyContext Context => _folder.Context();

    public void Dispose() => _folder.Dispose();

    private CellFolder Trained(Study study)
    {
        var expanded = study.Expand(Context);
        expanded.Run(Context).Failures.ShouldBeEmpty();
        return expanded.Folder<FinetuneCell>(Context);
    }

    private static Study Train(Study study, Choice<ISchedule>? lr = null, Choice<Packing>? packing = null, Choice<Cadence>? every = null) =>
        study.Train(8, lr ?? Constant(0.02), 2, packing, Steps(1), LastCheckpoint, validation: 4, evaluateEvery: every, evaluateItems: 3);

    /// <summary>The rows of the training that the cell measures.</summary>
    private static List<StepRow> Log(CellFolder cell) =>
        [
            .. File.ReadLines(
                    Path.Combine(Path.GetDirectoryName(Directory.ResolveLinkTarget(cell.Checkpoint, true)!.FullName)!, "log.jsonl")
                )
                .Select(l => JsonSerializer.Deserialize<StepRow>(l)!),
        ];

    [Fact]
    public void Frozen_weights_stay_renewed_ones_are_others_and_rates_are_scaled()
    {
        var cell = Trained(
            TinyBase
                .Study(_base)
                .Freeze("*", except: "layers.1.qkv layers.1.gate_up")
                .Reinitialise("layers.1.down")
                .Rates(factors: [("layers.1.qkv", 1e-6)])
        );
        using var before = LanguageModel.Load(_base);
        using var after = LanguageModel.Load(Path.Combine(cell.Checkpoint, "model"));
        double Moved(string name) => (after.Parameters[name] - before.Parameters[name]).abs().max().item<float>();
        Moved("embedding.weight").ShouldBe(0);
        Moved("layers.0.qkv.weight").ShouldBe(0);
        Moved("layers.1.qkv.weight").ShouldBeInRange(0, 1e-6);
        Moved("layers.1.gate_up.weight").ShouldBeGreaterThan(1e-3);
        Moved("layers.1.down.weight").ShouldBeGreaterThan(1e-3, "frozen, but made afresh");
        cell.Read()!.Facts["trained parameters"].ShouldBeLessThan(cell.Read()!.Facts["parameters"]);
    }

    [Fact]
    public void A_lower_rate_a_layer_down_moves_lower_layers_less()
    {
        var cell = Trained(TinyBase.Study(_base).Rates(layerDecay: 1e-3));
        using var before = LanguageModel.Load(_base);
        using var after = LanguageModel.Load(Path.Combine(cell.Checkpoint, "model"));
        double Moved(string name) => (after.Parameters[name] - before.Parameters[name]).abs().max().item<float>();
        Moved("layers.0.qkv.weight").ShouldBe(Moved("layers.1.qkv.weight") * 1e-3, Moved("layers.1.qkv.weight") * 1e-3);
        Moved("embedding.weight").ShouldBeLessThan(Moved("layers.0.qkv.weight") / 10);
    }

    [Fact]
    public void A_rate_falls_where_the_validation_loss_does_not()
    {
        var log = Log(Trained(Train(TinyBase.Study(_base), ReduceOnPlateau(0.02, factor: 0.5, patience: 0, threshold: 0.99))));
        log.Select(r => r.LearningRate / 0.02).Take(4).ShouldBe([1, 1, 0.5, 0.25], "the first loss is the lowest so far");
        Log(Trained(Train(TinyBase.Study(_base), Polynomial(0.02, power: 2))))
            .Select(r => r.LearningRate)
            .ShouldBeInOrder(SortDirection.Descending);
    }

    [Fact]
    public void Blocks_that_are_computed_again_change_no_bit_and_no_name()
    {
        Study With(ActivationCheckpointing recompute) =>
            TinyBase.Study(_base).Train(8, Constant(0.02), 2, validation: 4, recompute: recompute);
        var bare = Trained(With(ActivationCheckpointing.None)).Read()!;
        using var elsewhere = new TemporaryFolder();
        foreach (var recompute in new[] { RecomputeAll, RecomputeEvery(2), RecomputeByMemory })
        {
            var study = With(recompute).Expand(elsewhere.Context());
            study.Settings.Single(s => s.Name == "blocks computed again").Value.ShouldBe(recompute.ToString());
            study.Run(elsewhere.Context()).Failures.ShouldBeEmpty();
            var again = study.Folder<FinetuneCell>(elsewhere.Context()).Read()!;
            (again.Cell, again.Weights).ShouldBe((bare.Cell, bare.Weights));
            Directory.Delete(elsewhere.Context().RunsFolder, recursive: true);
        }

        Should.Throw<InputException>(() => RecomputeEvery(0));
    }

    [Fact]
    public void Variants_of_optimisers_take_other_steps()
    {
        var optimizers = new[]
        {
            AdamW(),
            AdamW(amsGrad: true),
            AdamW(correctBias: false),
            AdamW(coupledDecay: true),
            Adafactor(relativeStep: true),
            Lion(),
        };
        optimizers
            .Select(o =>
                Trained(TinyBase.Study(_base).Train(8, Constant(0.02), 2, weightDecay: 0.1, validation: 4, optimizer: o)).Read()!.Weights
            )
            .Distinct()
            .Count()
            .ShouldBe(optimizers.Length);
    }

    [Fact]
    public void Batches_of_one_length_and_wrapped_rows_are_other_batches_of_the_same_tokens()
    {
        var (plain, grouped, wrapped) = (
            Trained(Train(TinyBase.Study(_base))).Read()!,
            Trained(Train(TinyBase.Study(_base), packing: ByLength)).Read()!,
            Trained(Train(TinyBase.Study(_base), packing: Wrapped)).Read()!
        );
        grouped.Facts["tokens"].ShouldBe(plain.Facts["tokens"]);
        grouped.Weights.ShouldNotBe(plain.Weights);
        wrapped.Facts["tokens"].ShouldBeInRange(plain.Facts["tokens"] * 0.8, plain.Facts["tokens"]);
        wrapped.Facts["steps"].ShouldBeLessThan(plain.Facts["steps"]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Measurements_on_the_way_are_in_the_log_and_change_nothing(bool adapter)
    {
        Study Start() => TinyBase.Study(_base).Adapter(adapter ? Lora(rank: 2) : AllWeights);
        var (bare, measured) = (Trained(Train(Start())), Trained(Train(Start(), every: Steps(2))));
        measured.Read()!.Weights.ShouldBe(bare.Read()!.Weights);
        var log = Log(measured);
        log.Where(r => r.Evaluation is not null).Select(r => r.Step).ShouldBe([2, 4, 6]);
        log[1].Evaluation!.Keys.ShouldBe(["exact/spa_Latn"]);
        log[1].Evaluation!.Values.ShouldAllBe(v => v >= 0 && v <= 1);
        Log(bare).ShouldAllBe(r => r.Evaluation == null);
    }
}
