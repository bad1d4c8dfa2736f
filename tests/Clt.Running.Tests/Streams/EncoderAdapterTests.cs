using Clt.Engine.Adapters;
using Clt.Formats.Safetensors;
using Clt.Recipes.Adapters;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Adapters.AdapterWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Streams;

/// <summary>Adapters on encoders: the head is trained in them, through stages and under each language's own.</summary>
public sealed class EncoderAdapterTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly string _model;

    public EncoderAdapterTests() => _model = TinyModels.Encoder(Path.Combine(_folder.Path, "encoder"));

    public void Dispose() => _folder.Dispose();

    private StudyContext Context => _folder.Context(new ToyMetric()) with { Families = TinyModels.Families };

    private static TrainChoice Quick(double rate = 1e-2, int epochs = 8) =>
        Train(batch: 8, lr: Constant(rate), epochs: epochs, validation: 4, packing: None, selectBy: LastCheckpoint);

    private Study Bare(string name = "labels", Scoring scoring = Scoring.Label) =>
        Study(name).Model(_model).Task(new WordTask(scoring)).Evaluate(Langs("en es"), items: 12);

    private List<(FinetuneCell Cell, CellFolder Folder)> Run(Study study)
    {
        var expanded = study.Expand(Context);
        expanded.Run(Context).Failures.ShouldBeEmpty();
        var folder = new StudyFolder(Context.RunsFolder, study.Name);
        return [.. expanded.Cells.OfType<FinetuneCell>().Select(c => (c, folder.Cell(c.Id)))];
    }

    private static double Score(CellFolder cell) => cell.Read()!.Scores[0].Value;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void An_adapter_learns_tags_with_a_head_of_its_own(bool low)
    {
        Choice<IAdapterSpec?> adapter = low ? Lora(rank: 4) : Bottleneck(width: 16, placement: BehindFeedForwardSum);
        var (_, cell) = Run(Bare(scoring: Scoring.Tag).Mixture(Fixed(Lang("en"), 48)).TrainBy(Quick(epochs: 12)).Adapter(adapter))
            .ShouldHaveSingleItem();

        Score(cell).ShouldBeGreaterThan(0.8);
        var model = Path.Combine(cell.Checkpoint, "model");
        using var file = SafetensorsFile.Open(Path.Combine(model, Adapter.WeightsFile));
        file.Entries.ShouldContain(e => e.Name.EndsWith("classifier.weight"));
        var facts = cell.Read()!.Facts;
        facts["trained parameters"].ShouldBeLessThan(facts["parameters"]);
    }

    [Theory]
    [InlineData(AdapterBefore.Merge)]
    [InlineData(AdapterBefore.Keep)]
    [InlineData(AdapterBefore.Continue)]
    public void The_head_goes_on_through_stages_of_adapters(AdapterBefore before)
    {
        var cells = Run(
            Bare()
                .Stage("en", Fixed(Lang("en"), 48), Quick(), adapter: Lora(rank: 4))
                .Stage("es", Fixed(Lang("es"), 16), Quick(1e-4), adapter: Lora(rank: 4), adapterBefore: before)
        );
        Score(cells[0].Folder).ShouldBeGreaterThan(0.8);
        Score(cells[1].Folder).ShouldBeGreaterThan(0.8, "hardly anything was changed");
        cells[1].Folder.Read()!.Facts["first loss"].ShouldBeLessThan(cells[0].Folder.Read()!.Facts["first loss"] / 2);
    }

    [Fact]
    public void The_base_is_trained_beside_adapters_where_it_is_asked_for()
    {
        var method = Axis(
            "base",
            ("frozen", InTurn(adapter: Bottleneck(width: 8))),
            ("tuned", InTurn(adapter: Bottleneck(width: 8), tuneBase: true))
        );
        var cells = Run(Bare().Stream(Langs("en es"), 24, Quick(), method));
        var trained = cells.Select(c => c.Folder.Read()!.Facts).ToList();
        trained[2]["trained parameters"].ShouldBeGreaterThan(trained[2]["parameters"], "the adapter comes on top");
        trained[0]["trained parameters"].ShouldBeLessThan(trained[0]["parameters"]);
        using var file = SafetensorsFile.Open(Path.Combine(cells[2].Folder.Checkpoint, "model", Adapter.WeightsFile));
        using var given = SafetensorsFile.Open(Path.Combine(_model, "model.safetensors"));
        var weight = given.Entries.First(e => e.Name.EndsWith("layer.0.output.dense.weight")).Name;
        file.Bytes(weight).ToArray().ShouldNotBe(given.Bytes(weight).ToArray());
    }

    [Fact]
    public void What_encoders_alone_can_is_refused_of_decoders_by_name()
    {
        var folder = TinyModels.Decoder(Path.Combine(_folder.Path, "decoder"));
        var study = Study("texts")
            .Model(folder)
            .Task(new ToyTask(new ToySource("en es")))
            .Stream(Langs("en es"), 8, Quick(), InTurn(adapter: Lora(rank: 2), tuneBase: true))
            .Evaluate(Langs("en es"), items: 4);
        Should
            .Throw<InputException>(() => study.Expand(Context))
            .Problems.ShouldContain(p => p.What.Contains("trains an adapter or its own weights, not both"));
    }
}
