using Clt.Engine.Adapters;
using Clt.Engine.Parameters;
using Clt.Engine.Training;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Comparison;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Planning;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Adapters.AdapterWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

/// <summary>What recipes say of adapters: points, names, plans, faults.</summary>
public sealed class AdapterWordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private StudyContext Context => _folder.Context();

    public void Dispose() => _folder.Dispose();

    private static Study Plain() => ToyStudy.Quick(n: Axis("examples", 50), answers: Axis("answer", "result"), seeds: 1);

    private FinetuneCell Cell(Study study) => study.Expand(Context).Cells.OfType<FinetuneCell>().Single();

    private IReadOnlyList<Problem> Problems(Study study) => Should.Throw<InputException>(() => study.Expand(Context)).Problems;

    [Fact]
    public void Axes_may_vary_any_number_and_whether_there_is_an_adapter_at_all()
    {
        var rank = Axis("rank", 2, 4);
        var how = Axis("trained", ("all", AllWeights), ("LoRA", Lora(rank, dropout: 0.1)), ("bottleneck", Bottleneck(width: 8)));
        var study = Plain().Adapter(how).Expand(Context);
        study
            .Cells.OfType<FinetuneCell>()
            .Select(c => c.Train.Adapter?.Info.Text ?? "all")
            .ShouldBe([
                "all",
                "LoRA, rank 2, alpha 4, dropout 0.1, on all-linear",
                "LoRA, rank 4, alpha 8, dropout 0.1, on all-linear",
                "bottleneck, width 8, behind feed-forward, Relu",
            ]);
        study.Points.Select(p => string.Join(", ", p.Axes.Select(a => a.Label))).ShouldContain("result, 50, LoRA, 4");
        study.Cells.OfType<ReferenceCell>().Count().ShouldBe(1, "the base as it is does not depend on adapters");
        var row = study.Settings.Single(s => s.Name == "adapter");
        row.Value.ShouldStartWith("none: all weights | LoRA, rank 2");
        row.From.ShouldBe("axis 'trained'");
        Plain().Adapter(Lora(rank)).Expand(Context).Settings.Single(s => s.Name == "adapter").From.ShouldBe("axis 'rank'");
    }

    [Fact]
    public void Every_number_of_an_adapter_is_part_of_the_name_and_none_of_the_names_without()
    {
        Choice<IAdapterSpec?>[] adapters =
        [
            AllWeights,
            Lora(),
            Lora(rank: 4),
            Lora(alpha: 5),
            Lora(dropout: 0.1),
            Lora(targets: "q_proj"),
            Lora(rsLora: true),
            Lora(dora: true),
            Lora(loraPlus: 16),
            Bottleneck(),
            Bottleneck(width: 3),
            Bottleneck(placement: BehindBlock),
            Bottleneck(activation: ActivationFunction.Gelu),
            Bottleneck(norm: true),
        ];
        adapters.Select(a => Cell(Plain().Adapter(a)).Id).Distinct().Count().ShouldBe(adapters.Length);
        Cell(Plain().Adapter(AllWeights)).Id.ShouldBe(Cell(Plain()).Id);
        Cell(Plain()).Yaml.ShouldNotContain("adapter");
        Cell(Plain().Adapter(Lora(rank: 8, alpha: 16, dropout: 0))).Id.ShouldBe(Cell(Plain().Adapter(Lora())).Id, "defaults written out");
    }

    [Fact]
    public void A_plan_counts_what_is_trained_and_what_that_saves()
    {
        StudyPlan Plan(Study study) => study.Expand(Context).Plan(Context, 1);
        var (full, adapted) = (Plan(Plain()), Plan(Plain().Adapter(Lora(rank: 2, targets: "q_proj"))));
        var row = adapted.Rows.Single(r => r.Kind == CellKind.Finetune);
        row.TrainedParameters.ShouldBe(2 * ((2 * 32) + (32 * 2)), "two layers of width 32");
        row.TrainFlops.ShouldBe(((4.0 * (row.Parameters + row.TrainedParameters)) + (2.0 * row.TrainedParameters)) * row.TrainTokens);
        row.Seconds.ShouldBeLessThan(full.Rows.Single(r => r.Kind == CellKind.Finetune).Seconds);
        adapted.Table().Rows.Single(r => r.Cells[0] == row.Cell).Cells.ShouldContain(Format.Count(row.TrainedParameters));
        full.TrainedParameters.ShouldBe(full.Parameters);
        // fp32 weights without gradients, moments and checkpoints' copies of all, beside an adapter with them.
        var (largest, saved) = (1_000_000, 4 * 1_000_000L);
        var whole = saved + MemoryEstimate.Fixed(1_000_000, Math.Min(largest, Largest(Plain())), Dtype.Float32, 2, copied: true);
        var small = saved + (4 * 10_000) + MemoryEstimate.Fixed(10_000, 10_000, Dtype.Float32, 2, copied: true);
        (Memory(Plain(), null) - Memory(Plain().Adapter(Lora()), 10_000)).ShouldBe((long)(whole - small));

        long Memory(Study study, long? adapter) => CellMemory.Of(Cell(study), new TrainingWork(1_000_000, adapter), Context);

        long Largest(Study study) => ParameterLayout.Of(StartConfig.Of(Cell(study).Start, Context.Models)).Max(s => s.Count);
    }

    [Fact]
    public void A_wrong_adapter_is_found_before_anything_trains_with_all_else_that_is_wrong()
    {
        var problems = Problems(Plain().Train(0, Constant(1e-3)).Adapter(Lora(rank: 0, alpha: -1, dropout: 1)));
        problems.Select(p => p.What).ShouldBe(["batch is 0", "a rank is below 1", "an alpha is not above 0", "the dropout is 1"]);
        var target = Problems(Plain().Adapter(Lora(targets: "q_prof"))).ShouldHaveSingleItem();
        target.What.ShouldContain("'q_prof'");
        target.Mend.ShouldContain("q_proj");
        Problems(Plain().Adapter(Lora(dora: true, above: "nowhere")))
            .Select(p => p.What)
            .ShouldBe([
                "DoRA scales the whole product of a layer, so nothing stands below it",
                "the adapter's folder has no adapter_config.json",
                "the adapter's folder has no adapter_model.safetensors",
            ]);
        Problems(Plain().Adapter(Bottleneck(width: 0))).ShouldHaveSingleItem().What.ShouldBe("the adapter's width is 0");
        Problems(Plain().Adapter(Lora()).WithoutTrain().WithoutMixture())
            .ShouldHaveSingleItem()
            .What.ShouldBe("there is an adapter, but nothing is trained");
    }
}
