using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Objectives.ObjectiveWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Streams;

/// <summary>Streams as cells: what each method trains at which hop, what orders share, and what is refused.</summary>
public sealed class StreamWordTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public StreamWordTests() => _model = TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));

    public void Dispose() => _folder.Dispose();

    private static TrainChoice Quick() => Train(batch: 8, lr: Constant(1e-2), validation: 4, packing: None, selectBy: LastCheckpoint);

    private Study Bare(string languages = "en es fr") =>
        Study("stream").Model(_model).Task(new WordTask(Scoring.Label, new WordSource(languages))).Evaluate(Langs(languages), items: 6);

    private ExpandedStudy Expand(Study study) => study.Expand(_folder.Context(new ToyMetric()) with { Families = TinyModels.Families });

    private IReadOnlyList<Problem> Problems(Func<Study> study) => Should.Throw<InputException>(() => Expand(study())).Problems;

    private static List<FinetuneCell> Cells(ExpandedStudy study) => [.. study.Cells.OfType<FinetuneCell>()];

    private static string Languages(FinetuneCell cell) => string.Join(' ', cell.Mixture.Languages.Select(l => l.Short));

    [Fact]
    public void A_hop_is_a_stage_of_one_language_and_orders_share_their_beginnings()
    {
        var cells = Cells(Expand(Bare().Stream(Orders("en es fr", "en fr es"), 8, Quick())));

        cells
            .Select(c => (c.Stage, Languages(c)))
            .ShouldBe([("hop 1", "en"), ("hop 2", "es"), ("hop 3", "fr"), ("hop 2", "fr"), ("hop 3", "es")]);
        cells[1].Start.Before.ShouldBe(cells[0]);
        cells[3].Start.Before.ShouldBe(cells[0]);
    }

    [Fact]
    public void References_are_trained_once_whatever_the_orders()
    {
        var method = Axis("method", ("alone", Alone()), ("joint", Together()), ("growing", Growing()));
        var study = Expand(Bare().Stream(Orders("en es fr", "fr es en"), 8, Quick(), method));

        study.Points.Where(p => p.Cell is FinetuneCell && p.Axes.Any(a => a.Label == "alone")).Count().ShouldBe(3);
        var joint = study.Points.Where(p => p.Axes.Any(a => a.Label == "joint")).ShouldHaveSingleItem();
        joint.Axes.Select(a => a.Axis).ShouldBe(["stage", "method"]);
        Languages((FinetuneCell)joint.Cell).ShouldBe("en fr es");
        var growing = study.Points.Where(p => p.Axes.Any(a => a.Label == "growing")).Select(p => Languages((FinetuneCell)p.Cell));
        growing.ShouldBe(["en", "en es", "en es fr", "fr", "fr es", "fr es en"]);
    }

    [Fact]
    public void A_method_acts_from_the_second_hop_on_and_weights_of_a_language_are_a_part_of_the_name()
    {
        var method = Axis("method", ("vanilla", InTurn()), ("replay", InTurn(Replay(6, drawn: 4))), ("own", InTurn(own: "layers.0")));
        var cells = Cells(Expand(Bare().Stream(Langs("en es"), 8, Quick(), method)));

        cells
            .Select(c => c.Train.Objective.Info.Name)
            .ShouldBe(["cross-entropy", "cross-entropy", "replay", "cross-entropy", "cross-entropy"]);
        cells[2].Start.Before.ShouldBe(cells[0], "the first hop is the same");
        cells[2].Yaml.ShouldNotBe(cells[1].Yaml);
        cells[^1].Training.Yaml.ShouldContain("own");
    }

    [Fact]
    public void An_encoder_is_measured_before_the_stream_under_a_head_of_each_seed()
    {
        var study = Expand(Bare().Stream(Langs("en es"), 8, Quick()).Seeds(1, 2));
        study.Cells.OfType<ReferenceCell>().Select(r => r.HeadSeed).ShouldBe([1L, 2L]);
    }

    [Fact]
    public void Orders_that_are_no_streams_are_told_before_anything_is_trained()
    {
        Problems(() => Bare().Stream(Orders("en es en", "fr xx-none fr"), 8, Quick())).Count.ShouldBeGreaterThan(1);
        Problems(() => Bare().Stream(Orders("en es en"), 8, Quick()))[0].What.ShouldBe("en stands in the order 2 times");
        Problems(() => Bare().Stream(Lang("en"), 8, Quick()))[0].What.ShouldBe("the order \"en\" has one hop");
        Problems(() => Bare().Stream(Orders("en es", "en fr"), 8, Quick()))[0].What.ShouldContain("are of different languages");
        Problems(() => Bare("en es").Stream(Langs("en fr"), 8, Quick())).ShouldContain(p => p.What.Contains("has no fra_Latn"));
    }

    [Fact]
    public void Methods_that_do_not_fit_are_told_with_their_mend()
    {
        Problems(() => Bare().Stage("a", Fixed(Lang("en"), 8), Quick(), Replay(6)))[0].What.ShouldContain("no stage before");
        Problems(() => Bare().Stream(Langs("en es"), 8, Quick(), InTurn(Replay(0, drawn: 0))))
            .Select(p => p.What)
            .ShouldBe(["the memory has room for 0 examples", "0 examples of the memory are drawn for a step"]);
        Problems(() => Bare().Stream(Langs("en es"), 8, Quick(), InTurn(OnlineEwc(0, decay: 2)))).Count.ShouldBe(2);
        Problems(() => Bare().Stream(Langs("en es"), 8, Quick(), InTurn(own: "layer.0")))[0].What.ShouldContain("no parameter matches");
        Problems(() => Bare().Stream(Langs("en es"), 8, Train(batch: 2, lr: Constant(1e-2), packing: Rows), InTurn(AGem(6, drawn: 4))))
            .ShouldContain(p => p.What.Contains("packed into rows"));
    }
}
