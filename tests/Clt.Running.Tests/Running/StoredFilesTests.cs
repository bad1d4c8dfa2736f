using System.Text.Json.Nodes;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Store;
using Clt.Running.Evaluation;
using Clt.Running.Planning;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Running;

/// <summary>Files of finished cells that were damaged or lost: never another number, but a sentence and the same number again.</summary>
public sealed class StoredFilesTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _said = [];

    public void Dispose() => _folder.Dispose();

    private StudyContext Context => _folder.Context() with { Report = line => _said.Add(line) };

    /// <summary>A tokenizer, a base, the base as it is, and one fine-tuning.</summary>
    private static Study Study(int items = 4) =>
        Recipe
            .Study("stored")
            .Tokenizer(ByteLevelBpe(vocabulary: 300))
            .Base(Pretrain(Decoder(layers: 1, width: 16, heads: 2), on: Share(1, Task, Lang("en")), tokens: 2_000, seed: 1))
            .Task(Task)
            .Mixture(Fixed(Lang("en"), 16))
            .Train(batch: 8, lr: Constant(0.02), epochs: 1, validation: 4)
            .Evaluate(Lang("es"), items: items);

    private static readonly ToyTask Task = new(new ToySource("en es", train: 40, test: 8));

    private RunSummary Run(Study study) => study.Expand(Context).Run(Context);

    private StudyFolder Folder => new(Context.RunsFolder, "stored");

    private CellFolder Cell<TCell>(Study study)
        where TCell : Cell => study.Expand(Context).Folder<TCell>(Context);

    private CellFolder Trained(Study study) => Folder.Cell(study.Expand(Context).Cells.OfType<FinetuneCell>().Single().Training.Id);

    /// <summary>Scores and weights of every cell that is measured.</summary>
    private List<string> Numbers(Study study) =>
        [
            .. study
                .Expand(Context)
                .Points.Select(p => Folder.Cell(p.Cell.Id).Read()!)
                .Select(r => $"{r.Weights} {string.Join(' ', r.Scores.Select(s => string.Join(',', s.Values)))}"),
        ];

    private static void Flip(string file, int fromEnd = 9)
    {
        var bytes = File.ReadAllBytes(file);
        bytes[^fromEnd] ^= 0x40;
        File.WriteAllBytes(file, bytes);
    }

    [Fact]
    public void A_flipped_byte_in_finished_weights_is_said_and_trained_again()
    {
        Run(Study()).Failures.ShouldBeEmpty();
        var model = Path.Combine(Trained(Study()).Checkpoint, "model", "model.safetensors");
        var whole = File.ReadAllBytes(model);
        Flip(model);

        // Another measurement of the same training: it would load the damaged weights.
        Run(Study(items: 6)).Failures.ShouldBeEmpty();
        _said.ShouldContain(s => s.Contains("model.safetensors is damaged") && s.Contains("trained again"));
        File.ReadAllBytes(model).ShouldBe(whole);
    }

    [Fact]
    public void A_flipped_byte_in_a_base_makes_the_base_again_and_the_numbers_are_those_of_an_undisturbed_run()
    {
        Run(Study(items: 6)).Failures.ShouldBeEmpty();
        var undisturbed = Numbers(Study(items: 6));
        Directory.Delete(Context.RunsFolder, recursive: true);

        Run(Study()).Failures.ShouldBeEmpty();
        Flip(Path.Combine(Cell<BaseCell>(Study()).Checkpoint, "model", "model.safetensors"));
        Run(Study(items: 6)).Failures.ShouldBeEmpty();
        _said.ShouldContain(s => s.StartsWith("base (") && s.Contains("model.safetensors is damaged"));
        Numbers(Study(items: 6)).ShouldBe(undisturbed);
    }

    [Fact]
    public void Two_ids_swapped_in_a_finished_tokenizer_are_noticed()
    {
        Run(Study()).Failures.ShouldBeEmpty();
        var undisturbed = Numbers(Study());
        var cell = Cell<TokenizerCell>(Study());
        var file = Path.Combine(cell.Checkpoint, "tokenizer.json");
        var whole = File.ReadAllText(file);
        var json = JsonNode.Parse(whole)!;
        var vocabulary = json["model"]!["vocab"]!.AsObject();
        var (a, b) = (vocabulary.ElementAt(80), vocabulary.ElementAt(81));
        var (first, second) = ((int)a.Value!, (int)b.Value!);
        (vocabulary[a.Key], vocabulary[b.Key]) = (second, first);
        File.WriteAllText(file, json.ToJsonString());

        // The base is lost with its result, so that the tokenizer is loaded again.
        Directory.Delete(Cell<BaseCell>(Study()).Path, recursive: true);
        Run(Study()).Failures.ShouldBeEmpty();
        _said.ShouldContain(s => s.StartsWith("tokenizer (") && s.Contains("tokenizer.json"));
        File.ReadAllText(file).ShouldBe(whole);
        Numbers(Study()).ShouldBe(undisturbed);
    }

    [Theory]
    [InlineData("model/model.safetensors")]
    [InlineData("model/tokenizer.json")]
    [InlineData("model/config.json")]
    [InlineData("result.json")]
    public void A_lost_file_of_a_base_is_said_and_the_base_made_again(string name)
    {
        Run(Study()).Failures.ShouldBeEmpty();
        File.Delete(Path.Combine(Cell<BaseCell>(Study()).Checkpoint, name));
        var plan = Study(items: 6).Expand(Context).Plan(Context, 1).Explained(Study(items: 6).Expand(Context), Context);
        plan.Rows.Single(r => r.Kind == CellKind.Base)
            .ShouldSatisfyAllConditions(r => r.State.ShouldBe("again"), r => r.Why.ShouldContain("is missing"));
        Run(Study(items: 6)).Failures.ShouldBeEmpty();
        _said.ShouldContain(s => s.StartsWith("base (") && s.Contains($"{name} is missing"));
        Numbers(Study(items: 6)).Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("cut")]
    [InlineData("another number")]
    [InlineData("gone")]
    public void A_damaged_result_of_a_training_is_made_again(string how)
    {
        Run(Study()).Failures.ShouldBeEmpty();
        var numbers = Numbers(Study());
        var file = Path.Combine(Trained(Study()).Checkpoint, "result.json");
        var text = File.ReadAllText(file);
        if (how == "gone")
            File.Delete(file);
        else
            File.WriteAllText(file, how == "cut" ? text[..50] : text.Replace("\"Steps\":2", "\"Steps\":3"));
        Cell<FinetuneCell>(Study()).Forget();
        Run(Study()).Failures.ShouldBeEmpty();
        Numbers(Study()).ShouldBe(numbers);
        if (how != "gone")
            _said.ShouldContain(s => s.Contains("result.json is damaged") && s.Contains("trained again"));
    }

    [Fact]
    public void Numbers_of_a_model_that_was_made_again_with_other_bits_are_made_again()
    {
        Run(Study()).Failures.ShouldBeEmpty();
        var numbers = Numbers(Study());
        // As a GPU would: the base has other weights than those that the cells were measured on.
        var folder = Cell<BaseCell>(Study());
        folder.Write(folder.Read()! with { Weights = new string('0', 64) });
        var plan = Study().Expand(Context).Plan(Context, 1);
        plan.Rows.Where(r => r.Damage.Contains("other bits"))
            .Select(r => r.Kind)
            .ShouldBe([CellKind.Reference, CellKind.Finetune], ignoreOrder: true);
        folder.Write(folder.Read()! with { Weights = Numbers(Study()).Count.ToString(System.Globalization.CultureInfo.InvariantCulture) });
        folder.Forget();
        Run(Study()).Failures.ShouldBeEmpty();
        Numbers(Study()).ShouldBe(numbers);
    }

    [Fact]
    public void Files_that_nothing_loads_are_left_alone()
    {
        Run(Study()).Failures.ShouldBeEmpty();
        Directory.Delete(Cell<BaseCell>(Study()).Checkpoint, recursive: true);
        var summary = Run(Study());
        (summary.Done, summary.Before).ShouldBe((0, 4));
    }

    [Fact]
    public void A_folder_that_changed_under_its_old_times_is_refused_before_it_is_loaded()
    {
        var model = TinyBase.Make(Path.Combine(_folder.Path, "base"));
        var study = TinyBase.Study(model).Expand(Context);
        Flip(Path.Combine(model, "model.safetensors"), fromEnd: 12);
        var summary = study.Run(Context);
        summary.Failures.Values.ShouldContain(v => v.Contains("its files changed"));
        // Planned anew, the cells have other names, and run.
        TinyBase.Study(model).Expand(Context).Run(Context).Failures.ShouldBeEmpty();
    }

    [Fact]
    public void Answers_of_a_model_that_was_made_again_with_other_bits_are_asked_for_again()
    {
        Run(Study()).Failures.ShouldBeEmpty();
        var numbers = Numbers(Study());
        var cell = Cell<ReferenceCell>(Study());
        var file = cell.Predictions("spa_Latn");
        var lines = File.ReadLines(file).Select(l => PredictionFile.Parse(l)! with { Output = "of another model" }).ToList();
        new PredictionFile(file).Write(lines);
        File.WriteAllText(Path.Combine(Path.GetDirectoryName(file)!, "answered-by"), "another\n");
        cell.Write(cell.Read()! with { Weights = new string('0', 64) });

        Run(Study()).Failures.ShouldBeEmpty();
        _said.ShouldContain(s => s.Contains("other bits"));
        Numbers(Study()).ShouldBe(numbers);
        File.ReadAllText(file).ShouldNotContain("of another model");
    }

    [Fact]
    public void A_changed_prediction_of_an_interrupted_evaluation_is_asked_again()
    {
        Run(Study()).Failures.ShouldBeEmpty();
        var numbers = Numbers(Study());
        var cell = Cell<FinetuneCell>(Study());
        var file = cell.Predictions("spa_Latn");
        var whole = File.ReadAllText(file);
        File.WriteAllText(file, System.Text.RegularExpressions.Regex.Replace(whole, "\"output\":\"[^\"]*\"", "\"output\":\"changed\""));
        cell.Forget();
        Run(Study()).Failures.ShouldBeEmpty();
        Numbers(Study()).ShouldBe(numbers);
        File.ReadAllText(file).ShouldBe(whole);
    }
}
