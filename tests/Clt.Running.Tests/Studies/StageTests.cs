using Clt.Recipes.Adapters;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Adapters.AdapterWords;
using static Clt.Plugins.Training.Objectives.ObjectiveWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Studies;

/// <summary>Stages as cells: what names them, and what points of a grid share.</summary>
public sealed class StageTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly ITask _task = new ToyTask(new ToySource("en es fr"));
    private readonly string _base;

    public StageTests() => _base = TinyBase.Make(Path.Combine(_folder.Path, "base"));

    public void Dispose() => _folder.Dispose();

    private static TrainChoice Quick(double rate = 1e-2) => Train(batch: 8, lr: Constant(rate), validation: 4);

    private Study Bare(params long[] seeds) =>
        Study("stages").Model(_base).Task(_task).Evaluate(Langs("en es fr"), items: 6).Seeds(seeds.Length > 0 ? seeds : [1]);

    private ExpandedStudy Expand(Study study) => study.Expand(_folder.Context());

    private IReadOnlyList<Problem> Problems(Study study) => Should.Throw<InputException>(() => Expand(study)).Problems;

    private static List<FinetuneCell> Cells(ExpandedStudy study) => [.. study.Cells.OfType<FinetuneCell>()];

    [Fact]
    public void Each_stage_is_a_cell_that_needs_the_one_before()
    {
        var study = Expand(Bare().Stage("a", Fixed(Lang("en"), 8), Quick()).Stage("b", Fixed(Lang("es"), 8), Quick()));

        var cells = Cells(study);
        cells.Select(c => c.Stage).ShouldBe(["a", "b"]);
        cells[1].Needs.ShouldBe([cells[0]]);
        cells[1].Start.Identity.ShouldBe(cells[0].Training.Id);
        study.Axes[0].Labels.ShouldBe(["a", "b"]);
        study.Points.Where(p => p.Cell is FinetuneCell).Select(p => p.Axes.Single()).ShouldBe([new("stage", "a"), new("stage", "b")]);
    }

    [Fact]
    public void Points_that_agree_up_to_a_stage_share_it()
    {
        var order = Axis("order", ("es fr", Langs("es fr")), ("fr es", Langs("fr es")));
        var study = Expand(
            Bare(1, 2)
                .Stage("en", Fixed(Lang("en"), 8), Quick())
                .Stage("first", Fixed(order.Select(o => o[..1]), 8), Quick())
                .Stage("second", Fixed(order.Select(o => o[1..2]), 8), Quick())
        );

        Cells(study).Count.ShouldBe(2 * (1 + 2 + 2));
        var seconds = Cells(study).Where(c => c is { Stage: "second", Seed: 1 }).ToList();
        seconds.Select(c => c.Mixture.Languages.ToString()).ShouldBe(["fra_Latn", "spa_Latn"]);
        seconds[0].Chain.First().ShouldBe(seconds[1].Chain.First());
        study.Points.Single(p => p.Cell is FinetuneCell { Stage: "en", Seed: 1 }).Axes.ShouldBe([new("stage", "en")]);
        study.Points.First(p => p.Cell == seconds[1]).Axes.ShouldBe([new("stage", "second"), new("order", "fr es")]);
    }

    [Fact]
    public void A_stage_that_is_skipped_is_left_out_and_the_next_starts_before_it()
    {
        var arm = Axis("arm", "none", "es", "untrained");
        var first = arm.Select(a =>
            a switch
            {
                "es" => Fixed(Lang("es"), 8),
                "none" => Skipped,
                _ => Untrained,
            }
        );
        var study = Expand(Bare().Stage("a", first, Quick()).Stage("b", Fixed(Lang("en"), 8), Quick()));

        var cells = Cells(study);
        cells.Select(c => c.Stage).ShouldBe(["a", "b", "b"], ignoreOrder: true);
        var without = study.Points.Single(p => p.Axes.SequenceEqual([new("stage", "b"), new("arm", "none")])).Cell;
        ((FinetuneCell)without).Chain.Count().ShouldBe(1);
        study.Settings.Count(s => s.Name == "b: batch").ShouldBe(1);
    }

    [Fact]
    public void Whatever_changes_a_stage_changes_those_after_it_and_none_before()
    {
        Study Two(double first = 1e-2, double second = 1e-2, string name = "b") =>
            Bare().Stage("a", Fixed(Lang("en"), 8), Quick(first)).Stage(name, Fixed(Lang("es"), 8), Quick(second));

        List<FinetuneCell> plain = Cells(Expand(Two())),
            first = Cells(Expand(Two(first: 2e-2))),
            second = Cells(Expand(Two(second: 2e-2)));
        first.Select(c => c.Training.Id).ShouldNotContain(plain[1].Training.Id);
        second[0].Id.ShouldBe(plain[0].Id);
        second[1].Training.Id.ShouldNotBe(plain[1].Training.Id);
        // Predictions name their stage, so they are made again; nothing is trained again.
        var named = Cells(Expand(Two(name: "c")));
        named[1].Id.ShouldNotBe(plain[1].Id);
        named[1].Training.Id.ShouldBe(plain[1].Training.Id);
    }

    [Fact]
    public void A_stage_of_a_training_is_that_training()
    {
        var one = Cells(Expand(Bare().Mixture(Fixed(Lang("en"), 8)).TrainBy(Quick()))).Single();
        one.Training.Id.ShouldBe(Cells(Expand(Bare().Stage("a", Fixed(Lang("en"), 8), Quick()))).Single().Training.Id);
        one.Stage.ShouldBe("");
    }

    [Fact]
    public void What_becomes_of_an_adapter_is_a_part_of_the_name_and_an_axis_may_vary_it()
    {
        var before = Axis("before", AdapterBefore.Merge, AdapterBefore.Keep, AdapterBefore.Continue);
        var lora = Lora(rank: 2);
        var study = Expand(
            Bare()
                .Stage("a", Fixed(Lang("en"), 8), Quick(), adapter: lora)
                .Stage("b", Fixed(Lang("es"), 8), Quick(), adapter: lora, adapterBefore: before)
        );

        Cells(study).Count.ShouldBe(4);
        Cells(study).Skip(1).Select(c => c.Start.Adapter).ShouldBe([AdapterBefore.Merge, AdapterBefore.Keep, AdapterBefore.Continue]);
        study.Settings.ShouldContain(s => s.Name == "b: adapter before" && s.Value == "Merge | Keep | Continue");
    }

    [Fact]
    public void An_axis_of_adapters_and_one_of_mixtures_are_settings()
    {
        var how = Axis("trained", ("all", AllWeights), ("lora", Lora(rank: 2)));
        var what = Axis("trained on", ("en", Fixed(Lang("en"), 8)), ("es", Fixed(Lang("es"), 8)));
        Cells(Expand(Bare().Stage("a", what, Quick(), adapter: how).Stage("b", Fixed(Lang("fr"), 8), Quick()))).Count.ShouldBe(4 + 4);
    }

    [Fact]
    public void All_that_is_wrong_with_stages_is_listed()
    {
        var problems = Problems(
            Bare()
                .Mixture(Fixed(Lang("en"), 8))
                .Objective(Dpo())
                .Stage("a", Fixed(Lang("en"), 8), Quick())
                .Stage("a", Fixed(Lang("es"), 8), Quick())
                .Stage(" ", Fixed(Lang("es"), 8), Quick())
        );
        problems
            .Select(p => p.What)
            .ShouldBe([
                "the study has stages, and settings of a training beside them",
                "the study has stages, and settings of a training beside them",
                "2 stages have this name",
                "a stage has no name that can be shown",
            ]);
        problems
            .Select(p => p.Where)
            .ShouldBe([
                "study 'stages', .Mixture",
                "study 'stages', .Objective",
                "study 'stages', .Stage(\"a\")",
                "study 'stages', .Stage",
            ]);
    }

    [Fact]
    public void A_stage_that_trains_nothing_is_refused_with_its_name()
    {
        Problems(Bare().Stage("a", Fixed(Lang("en"), 8), Quick()).Stage("b", Fixed(Lang("en"), 0), Quick()))
            .Single()
            .ShouldBe(new Problem("the mixture is empty", ".Stage(\"b\"), .Mixture", "Give at least one part a count above 0."));
        Problems(Bare().Stage("a", Fixed(Lang("en"), 8), Quick(), freeze: "*")).Single().Where.ShouldBe(".Stage(\"a\"), .Freeze");
    }

    [Fact]
    public void An_objective_that_needs_what_is_not_there_is_refused_with_the_stage()
    {
        var problem = Problems(Bare().Stage("a", Fixed(Lang("en"), 8), Quick()).Stage("b", Fixed(Lang("en"), 8), Quick(), objective: Dpo()))
            .Single();
        problem.What.ShouldBe("the task 'toy-sums' gives no rejected answers");
        problem.Where.ShouldStartWith(".Stage(\"b\")");
    }

    [Theory]
    [InlineData("first", "it is the first stage")]
    [InlineData("none", "trains no adapter")]
    [InlineData("other", "cannot be trained further as")]
    [InlineData("kept of none", "trains no adapter")]
    [InlineData("no pattern", "no parameter matches 'layers.9'")]
    [InlineData("exchanged of two", "so its adapter is of no single language")]
    [InlineData("after an exchange", "so nothing is trained after it")]
    [InlineData("above own weights", "none goes above that")]
    [InlineData("exchanged without data", "has no fra_Latn")]
    [InlineData("bottleneck", "cannot be merged")]
    [InlineData("dora", "DoRA scales")]
    public void An_adapter_that_cannot_go_on_is_refused(string how, string what)
    {
        var (en, es) = (Fixed(Lang("en"), 8), Fixed(Lang("es"), 8));
        var study = how switch
        {
            "first" => Bare().Stage("a", en, Quick(), adapter: Lora(rank: 2), adapterBefore: ContinueAdapter),
            "none" => Bare().Stage("a", en, Quick()).Stage("b", es, Quick(), adapterBefore: MergeAdapter),
            "other" => Bare()
                .Stage("a", en, Quick(), adapter: Lora(rank: 2))
                .Stage("b", es, Quick(), adapter: Lora(rank: 4), adapterBefore: ContinueAdapter),
            "kept of none" => Bare().Stage("a", en, Quick()).Stage("b", es, Quick(), adapterBefore: KeepAdapter, freeze: "embedding"),
            "no pattern" => Around(en, es, KeepAdapter, except: "layers.9"),
            "exchanged of two" => Around(Fixed(Langs("en es"), 8), es, ExchangeAdapter),
            "after an exchange" => Around(en, es, ExchangeAdapter).Stage("c", es, Quick()),
            "above own weights" => Around(en, es, KeepAdapter).Stage("c", es, Quick(), adapter: Lora(rank: 2)),
            "exchanged without data" => Around(Fixed(Lang("en"), 8, new ToyTask(new ToySource("en es"))), en, ExchangeAdapter),
            "bottleneck" => Bare().Stage("a", en, Quick(), adapter: Bottleneck(width: 4)).Stage("b", es, Quick()),
            "dora" => Bare()
                .Stage("a", en, Quick(), adapter: Lora(rank: 2, dora: true))
                .Stage("b", es, Quick(), adapter: Lora(rank: 2), adapterBefore: KeepAdapter),
            _ => throw new ArgumentOutOfRangeException(nameof(how)),
        };
        Problems(study).ShouldHaveSingleItem().What.ShouldContain(what);
    }

    private Study Around(MixtureChoice first, MixtureChoice second, AdapterBefore before, string except = "layers.0.qkv") =>
        Bare()
            .Stage("a", first, Quick(), adapter: Lora(rank: 2))
            .Stage("b", second, Quick(), adapterBefore: before, freeze: "*", except: except);

    [Fact]
    public void Where_the_stage_of_an_adapter_is_left_out_nothing_is_said_of_it()
    {
        var arm = Axis("arm", "with", "without");
        var first = arm.Select(a => a == "with" ? Fixed(Lang("en"), 8) : Skipped);
        var before = arm.Select(a => a == "with" ? KeepAdapter : ExchangeAdapter);
        var cells = Cells(
            Expand(
                Bare().Stage("a", first, Quick(), adapter: Lora(rank: 2)).Stage("b", Fixed(Lang("es"), 8), Quick(), adapterBefore: before)
            )
        );

        cells.Select(c => (c.Stage, c.Start.Adapter)).ShouldBe([("a", null), ("b", AdapterBefore.Keep), ("b", null)]);
        cells[2].Start.Before.ShouldBeNull();
    }

    [Fact]
    public void An_exchanged_adapter_is_that_of_the_same_stage_in_each_tested_language_and_the_training_is_shared()
    {
        var kept = Cells(Expand(Around(Fixed(Lang("en"), 8), Fixed(Lang("en"), 8), KeepAdapter)));
        var exchanged = Cells(Expand(Around(Fixed(Lang("en"), 8), Fixed(Lang("en"), 8), ExchangeAdapter)));

        var b = exchanged.Last(c => c.Stage == "b");
        b.Exchanged.Select(e => (e.Language.Short, e.Before.Mixture.Languages.Single().Short))
            .ShouldBe([("en", "en"), ("es", "es"), ("fr", "fr")]);
        b.Exchanged[0].Before.Training.Id.ShouldBe(kept[0].Training.Id);
        b.Exchanged.Select(e => e.Before.Measurement.Languages.Single().Short).ShouldBe(["en", "es", "fr"]);
        b.Id.ShouldNotBe(kept[1].Id);
        b.Training.Yaml.Replace("adapter: Exchange", "adapter: Keep").ShouldBe(kept[1].Training.Yaml);
    }

    [Fact]
    public void An_axis_may_not_be_called_as_the_stages_are()
    {
        var n = Axis("stage", 4, 8);
        Problems(Bare().Stage("a", Fixed(Lang("en"), n), Quick())).Single().Where.ShouldBe("axis 'stage'");
        Expand(Bare().Mixture(Fixed(Lang("en"), n)).TrainBy(Quick())).Axes.Single().Name.ShouldBe("stage");
    }

    [Fact]
    public void Languages_that_are_not_there_are_refused() =>
        Should
            .Throw<InputException>(() => Langs("en es")[1..3])
            .Problems[0]
            .What.ShouldBe("languages 2 to 3 are asked for, but there are 2");
}
