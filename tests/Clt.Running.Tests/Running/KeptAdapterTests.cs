using System.Text.Json;
using Clt.Engine.Adapters;
using Clt.Engine.Export;
using Clt.Engine.Models;
using Clt.Engine.Parameters;
using Clt.Formats.Safetensors;
using Clt.Recipes.Adapters;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Store;
using Clt.Running.Answering;
using Clt.Running.Planning;
using Clt.Running.Reports;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Adapters.AdapterWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Own weights that are trained around an adapter that stays, and adapters that are exchanged for a language's.</summary>
public sealed class KeptAdapterTests : IDisposable
{
    private const string Trained = "layers.0.qkv";
    private readonly TemporaryFolder _folder = new();
    private readonly string _base;
    private string _name = "";

    public KeptAdapterTests() => _base = TinyBase.Make(Path.Combine(_folder.Path, "base"));

    private StudyContext Context => _folder.Context();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Weights_that_a_pattern_names_are_trained_around_it_and_all_others_stay()
    {
        var study = Run("around", KeepAdapter, Lora(rank: 2));
        var (a, b) = (Cell(study, "a"), Cell(study, "b"));

        var facts = Folder(b).Read()!.Facts;
        facts["trained parameters"].ShouldBeInRange(1, facts["parameters"] / 2);
        var changed = Changed(_base, Model(b));
        changed.ShouldNotBeEmpty();
        changed.ShouldAllBe(name => name.StartsWith("model.layers.0.self_attn", StringComparison.Ordinal));
        KeptAdapters.In(Model(b)).ShouldBe([TrainedIn(a)]);
        File.ReadAllText(Path.Combine(Model(b), KeptAdapters.FileName))
            .ShouldContain("../", Case.Sensitive, "a folder of runs may be moved");

        // It is measured with the adapter, and an export has it in its weights.
        var source = ExportSource.Find(Folder(b).Path, []);
        (source.Folder, source.Adapters.Count).ShouldBe((Model(b), 1));
        Outputs(b, "spa_Latn").ShouldBe(Exported(source, b));
    }

    [Fact]
    public void Each_language_is_answered_with_the_adapter_that_was_trained_on_it()
    {
        var study = Run("exchanged", ExchangeAdapter, Lora(rank: 2));
        var b = Cell(study, "b");
        foreach (var (language, before) in b.Exchanged)
        {
            var source = new ExportSource(Model(b), [Model(before)], Model(b));
            Outputs(b, language.Code).ShouldBe(Exported(source, b, language.Code), language.Code);
        }

        Model(b.Exchanged[0].Before).ShouldNotBe(Model(b.Exchanged[1].Before));
    }

    [Fact]
    public void Numbers_of_another_languages_adapter_that_was_made_again_with_other_bits_are_made_again()
    {
        var study = Run("again", ExchangeAdapter, Lora(rank: 2));
        var b = Cell(study, "b");
        var other = b.Exchanged.Single(e => e.Language.Code == "spa_Latn").Before;
        var folder = new StudyFolder(Context.RunsFolder, _name).Cell(other.Id);
        Folder(b).Read()!.Loaded!.Keys.ShouldBe([b.Start.Before!.Id, .. b.Exchanged.Select(e => e.Before.Id)], ignoreOrder: true);
        StoredResults.Read(study, Context).Runs.ShouldContain(r => r.Stage == "b");

        // As a GPU would: the Spanish adapter has other weights than those that were measured.
        folder.Write(folder.Read()! with { Weights = new string('0', 64) });
        var plan = study.Plan(Context, 1);
        plan.Rows.Where(r => r.Damage.Contains("other bits")).Select(r => r.Cell).ShouldBe(new[] { b.Id, other.Id }, ignoreOrder: true);
        StoredResults.Read(study, Context).Runs.ShouldNotContain(r => r.Stage == "b", "its numbers are of an adapter that is no more");

        study.Run(Context).Failures.ShouldBeEmpty();
        Folder(b).Read()!.Loaded![other.Id].ShouldBe(folder.Read()!.Weights);
        study.Plan(Context, 1).Done.ShouldBe(study.Cells.Count);
    }

    [Fact]
    public void A_further_stage_goes_on_around_it_and_a_list_that_is_broken_is_told()
    {
        var study = Expanded(
            "further",
            KeepAdapter,
            Bottleneck(width: 4),
            s => s.Stage("c", Fixed(Lang("es"), 16), Quick(), freeze: "embedding")
        );
        var c = Cell(study, "c");
        KeptAdapters.In(Model(c)).ShouldBe([TrainedIn(Cell(study, "a"))]);
        Should.Throw<InputException>(() => ExportSource.Find(Folder(c).Path, []).Load(ModelFamilies.BuiltIn, Dtype.Float32));

        var path = Path.Combine(Model(c), KeptAdapters.FileName);
        File.WriteAllText(path, JsonSerializer.Serialize(new[] { "/nowhere" }));
        Should.Throw<InputException>(() => KeptAdapters.In(Model(c))).Message.ShouldContain("'/nowhere'");
        File.WriteAllText(path, "[");
        Should.Throw<InputException>(() => KeptAdapters.In(Model(c))).Message.ShouldContain("broken");
    }

    private static TrainChoice Quick() =>
        Train(batch: 8, lr: Constant(0.05), checkpointEvery: Steps(10), validation: 4, selectBy: LastCheckpoint);

    private ExpandedStudy Run(string name, AdapterBefore before, Choice<IAdapterSpec?> adapter) => Expanded(name, before, adapter, s => s);

    private ExpandedStudy Expanded(string name, AdapterBefore before, Choice<IAdapterSpec?> adapter, Func<Study, Study> further)
    {
        _name = name;
        var study = Study(name)
            .Model(_base)
            .Task(new ToyTask(new ToySource("en es", train: 40, test: 6)))
            .Evaluate(Langs("en es"), items: 6)
            .Stage("a", Fixed(Lang("en"), 16), Quick(), adapter: adapter)
            .Stage("b", Fixed(Lang("en"), 16), Quick(), adapterBefore: before, freeze: "*", except: Trained);
        var expanded = further(study).Expand(Context);
        expanded.Run(Context).Failures.ShouldBeEmpty();
        return expanded;
    }

    private static FinetuneCell Cell(ExpandedStudy study, string stage) =>
        study.Points.Select(p => p.Cell).OfType<FinetuneCell>().Single(c => c.Stage == stage);

    private CellFolder Folder(FinetuneCell cell) => new StudyFolder(Context.RunsFolder, _name).Cell(cell.Id);

    private string TrainedIn(FinetuneCell cell) =>
        Path.GetFullPath(Path.Combine(new StudyFolder(Context.RunsFolder, _name).Cell(cell.Training.Id).Checkpoint, "model"));

    private string Model(FinetuneCell cell) => Path.Combine(Folder(cell).Checkpoint, "model");

    private List<string> Outputs(FinetuneCell cell, string language) => [.. Lines(cell, language, "output")];

    private IEnumerable<string> Lines(FinetuneCell cell, string language, string field) =>
        File.ReadLines(Folder(cell).Predictions(language)).Select(l => JsonDocument.Parse(l).RootElement.GetProperty(field).GetString()!);

    /// <summary>What the merged export answers.</summary>
    private List<string> Exported(ExportSource source, FinetuneCell cell, string language = "spa_Latn")
    {
        var merged = Path.Combine(_folder.Path, $"merged-{language}");
        var (model, _) = source.Load(ModelFamilies.BuiltIn, Dtype.Float32);
        using (model)
            ModelExport.Write(model, merged, new ExportSettings { TokenizerFolder = source.TokenizerFolder }, _ => true).ShouldBeTrue();
        using var answering = new AnsweringModel(merged, Context);
        return [.. answering.Answer([.. Lines(cell, language, "prompt")], 8, default).Select(a => a.Text)];
    }

    private static List<string> Changed(string before, string after)
    {
        using var a = SafetensorsFile.Open(Path.Combine(before, "model.safetensors"));
        using var b = SafetensorsFile.Open(Path.Combine(after, "model.safetensors"));
        return [.. a.Entries.Select(e => e.Name).Where(n => !a.Floats(n).SequenceEqual(b.Floats(n)))];
    }
}
