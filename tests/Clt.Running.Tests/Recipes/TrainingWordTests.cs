using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Store;
using Clt.Running.Planning;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Schedules.ScheduleWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

/// <summary>What recipes say of training: rates, batches, weights, measurements on the way.</summary>
public sealed class TrainingWordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StudyContext Context => _folder.Context();

    public void Dispose() => _folder.Dispose();

    private static Study Plain() => ToyStudy.Quick(n: Axis("examples", 50), answers: Axis("answer", "result"), seeds: 1);

    private static Study With(
        Choice<ISchedule>? lr = null,
        Choice<Packing>? packing = null,
        Choice<Cadence>? evaluateEvery = null,
        Choice<int>? evaluateItems = null,
        Choice<double>? spikeFactor = null,
        Choice<int>? validation = null
    ) =>
        Plain()
            .Train(
                32,
                lr ?? Constant(1e-3),
                4,
                packing,
                Steps(50),
                evaluateEvery: evaluateEvery,
                evaluateItems: evaluateItems,
                spikeFactor: spikeFactor,
                validation: validation,
                selectBy: LastCheckpoint
            );

    private FinetuneCell Cell(Study study) => study.Expand(Context).Cells.OfType<FinetuneCell>().Single();

    private IReadOnlyList<string> Problems(Study study) =>
        [.. Should.Throw<InputException>(() => study.Expand(Context)).Problems.Select(p => p.What)];

    [Fact]
    public void Whatever_changes_weights_or_the_log_is_part_of_the_name()
    {
        Study[] studies =
        [
            With(),
            With(Polynomial(1e-3, power: 2)),
            With(Polynomial(1e-3, power: 3)),
            With(CosineWithRestarts(1e-3, cycles: 2)),
            With(CosineWithRestarts(1e-3, cycles: 3)),
            With(InverseSquareRoot(1e-3)),
            With(WarmupStableDecay(1e-3, decay: 5)),
            With(WarmupStableDecay(1e-3, decay: 6)),
            With(ReduceOnPlateau(1e-3)),
            With(ReduceOnPlateau(1e-3, factor: 0.5)),
            With(ReduceOnPlateau(1e-3, patience: 2)),
            With(Constant(1e-3, warmup: 0.1)),
            With(packing: ByLength),
            With(packing: Wrapped),
            With(evaluateEvery: Steps(5)),
            With(evaluateEvery: Steps(6)),
            With(evaluateEvery: Steps(5), evaluateItems: 4),
            With().Freeze("embedding"),
            With().Freeze("layers.0"),
            With().Freeze("*", except: "layers.1"),
            With().Reinitialise("layers.1"),
            With().Rates(layerDecay: 0.9),
            With().Rates(factors: [("layers.0", 0.5)]),
            With().Freeze("embedding").Reinitialise("layers.1"),
        ];
        studies.Select(s => Cell(s).Training.Id).Distinct().Count().ShouldBe(studies.Length);
        Cell(With()).Training.Yaml.ShouldNotContain("\n  weights:");
        Cell(With(evaluateEvery: Steps(5)).Evaluate(ToyStudy.English + ToyStudy.Seen + ToyStudy.Unseen, items: 9))
            .Training.Id.ShouldBe(Cell(With(evaluateEvery: Steps(5))).Training.Id, "test items are not what is measured on the way");
        Cell(With(spikeFactor: 9)).Training.Id.ShouldBe(Cell(With()).Training.Id, "a report changes no number");
        Cell(With().Rates(layerDecay: 1)).Training.Id.ShouldBe(Cell(With()).Training.Id);
    }

    [Fact]
    public void Axes_may_vary_what_is_frozen_and_how_rates_fall()
    {
        var frozen = Axis("frozen", "embedding", "layers.0");
        var study = With().Freeze(frozen).Rates(layerDecay: Axis("decay", 0.5, 0.9)).Expand(Context);
        study.Cells.OfType<FinetuneCell>().Count().ShouldBe(4);
        var row = study.Settings.Single(s => s.Name == "weights");
        row.Value.ShouldStartWith("frozen: embedding; rate of a layer 0.5 of the next one's | ");
        row.From.ShouldBe("axis 'frozen', axis 'decay'");
        With(ReduceOnPlateau(1e-3, warmup: 0.1))
            .Expand(Context)
            .Settings.Single(s => s.Name == "learning rate")
            .Value.ShouldBe(
                "on plateau 0.001, factor 0.1, patience of the rate 10, threshold 0.0001, cooldown 0, least rate 0, 0.1 of all steps "
                    + "of warm-up"
            );
    }

    [Fact]
    public void A_plan_counts_frozen_weights_out()
    {
        var study = With().Freeze("*", except: "final_norm").Expand(Context);
        var row = study.Plan(Context, 1).Rows.Single(r => r.Kind == CellKind.Finetune);
        row.TrainedParameters.ShouldBe(32, "the norm's width");
        row.TrainFlops.ShouldBe(((4.0 * row.Parameters) + (2.0 * 32)) * row.TrainTokens);
    }

    [Fact]
    public void Impossible_settings_are_listed_at_once()
    {
        Problems(With(ReduceOnPlateau(1e-3, factor: 1, patience: -1), evaluateEvery: Steps(0), spikeFactor: 1, validation: 0))
            .ShouldBe([
                "factor is 1",
                "a number of the plateau is negative",
                "the rate follows the validation loss, but no example is held out",
                "spikeFactor is 1",
                "evaluateEvery is 0 steps of 20 items",
            ]);
        Problems(With(Polynomial(1e-3, power: 0))).ShouldBe(["power is 0"]);
        Problems(With(CosineWithRestarts(1e-3, cycles: 0))).ShouldBe(["cycles is 0"]);
        Problems(With(WarmupStableDecay(1e-3, decay: 0))).ShouldBe(["decay is 0 steps"]);
        Problems(With().Freeze("layer.0", except: "*").Reinitialise("layers.7").Rates(1.5, ("layers.0", 0)))
            .ShouldBe(["no parameter matches 'layer.0'", "no parameter matches 'layers.7'", "the rate's factor is 0", "layerDecay is 1.5"]);
        Problems(With().Freeze("*")).ShouldBe(["every weight is frozen"]);
        Problems(With().Freeze("layers.0").Adapter(Lora()))
            .ShouldHaveSingleItem()
            .ShouldContain("an adapter leaves all of them as they are");
    }
}
