using Clt.Engine.Training;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Running.Tests.Toys;
using YamlDotNet.Serialization;
using static Clt.Recipe;

namespace Clt.Running.Tests.Studies;

public sealed class CellHashTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    private static Study Plain(ISource? source = null) => ToyStudy.Quick(source, Axis("examples", 50), Axis("answer", "result"), 1);

    private string Id(Study study, params IMetric[] metrics) => Cell(study, metrics).Id;

    private FinetuneCell Cell(Study study, params IMetric[] metrics) =>
        study.Expand(_folder.Context(metrics)).Cells.OfType<FinetuneCell>().Single();

    public static TheoryData<string> Changes => [.. Changed.Keys];

    /// <summary>What changes the measurement only.</summary>
    private static readonly string[] Measured = ["new tokens", "items", "evaluated languages"];

    private static readonly Dictionary<string, Func<Study>> Changed = new()
    {
        ["data content"] = () => Plain(new ToySource(content: "v2")),
        ["task setting"] = () => Plain().Task(new ToyTask(new ToySource(), "working")),
        ["new tokens"] = () => Plain().Task(new ToyTask(new ToySource(), newTokens: 9)),
        ["count"] = () => Plain().Mixture(Fixed(ToyStudy.English, 101) + PerLanguage(ToyStudy.Seen, 50)),
        ["languages"] = () => Plain().Mixture(Fixed(ToyStudy.English, 100) + PerLanguage(Langs("es pt"), 50)),
        ["order of the mixture"] = () => Plain().Mixture(PerLanguage(ToyStudy.Seen, 50) + Fixed(ToyStudy.English, 100)),
        ["batch"] = () => Train(batch: 16),
        ["learning rate"] = () => Train(rate: Constant(2e-3)),
        ["warmup"] = () => Train(rate: Constant(1e-3, warmup: 1)),
        ["schedule"] = () => Train(rate: Cosine(1e-3)),
        ["final"] = () => Train(rate: Linear(1e-3, final: 0.5)),
        ["epochs"] = () => Train(epochs: 3),
        ["packing"] = () => Train(packing: Packing.Rows),
        ["checkpoint"] = () => Train(every: 49),
        ["selection"] = () => Train(select: SelectBy.Last),
        ["decay"] = () => Train(decay: 0.01),
        ["clip"] = () => Train(clip: 0.5),
        ["validation"] = () => Train(validation: 10),
        ["optimizer"] = () => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), optimizer: Lion()),
        ["optimizer's numbers"] = () => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), optimizer: AdamW(beta2: 0.95)),
        ["optimizer's variant"] = () => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), optimizer: AdamW(amsGrad: true)),
        ["optimizer's decay"] = () =>
            Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), optimizer: AdamW(coupledDecay: true)),
        ["optimizer's bias"] = () => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), optimizer: AdamW(correctBias: false)),
        ["Adafactor"] = () => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), optimizer: Adafactor()),
        ["Adafactor's step"] = () =>
            Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), optimizer: Adafactor(relativeStep: true)),
        ["Adafactor's moment"] = () => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), optimizer: Adafactor(beta1: 0.9)),
        ["precision"] = () => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), precision: BFloat16),
        ["average"] = () => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), ema: 0.99),
        ["early stopping"] = () => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), earlyStopping: 2),
        ["items"] = () => Plain().Evaluate(ToyStudy.English + ToyStudy.Seen + ToyStudy.Unseen, items: 11),
        ["evaluated languages"] = () => Plain().Evaluate(ToyStudy.English + ToyStudy.Seen, items: 10),
        ["seed"] = () => Plain().Seeds(2),
        ["vocabulary"] = () => Plain().Tokenizer(ByteLevelBpe(1025)),
        ["digits"] = () => Plain().Tokenizer(ByteLevelBpe(1024, digits: Digits.Merged)),
        ["tokenizer texts"] = () => Plain().Tokenizer(ByteLevelBpe(1024, on: Fixed(ToyStudy.English, 5, new ToyTask(new ToySource())))),
        ["tokenizer examples"] = () => Plain().Tokenizer(ByteLevelBpe(1024, examples: 5)),
        ["base width"] = () => Plain().Base(ToyStudy.Base(new ToySource(), 64)),
        ["base tokens"] = () => Plain().Base(Base(tokens: 30_000)),
        ["base seed"] = () => Plain().Base(Base(seed: 2)),
        ["base layers"] = () => Plain().Base(Base(layers: 3)),
        ["base context"] = () => Plain().Base(Base(context: 128)),
        ["base share"] = () => Plain().Base(Base(share: 0.5)),
    };

    private static Study Train(
        int batch = 32,
        Choice<ISchedule>? rate = null,
        int epochs = 4,
        Packing packing = Packing.None,
        int every = 50,
        SelectBy select = SelectBy.ValidationLoss,
        double decay = 0,
        double clip = 1,
        int validation = 50
    ) => Plain().Train(batch, rate ?? Constant(1e-3), epochs, packing, Steps(every), select, decay, clip, validation);

    private static Choice<BaseSpec> Base(int layers = 2, int context = 256, double share = 1, int tokens = 20_000, long seed = 1) =>
        Pretrain(
            Decoder(layers, 32, 4, context: context),
            Share(share, new ToyTask(new ToySource(), "pairs"), ToyStudy.English)
                + Share(1, new ToyTask(new ToySource(), "sums"), ToyStudy.Unseen),
            tokens,
            seed: seed
        );

    [Fact]
    public void The_faster_precision_is_named_by_what_it_is_here()
    {
        Study With(Precision precision) => Plain().Train(32, Constant(1e-3), 4, checkpointEvery: Steps(50), precision: precision);
        new[] { Id(With(Float32)), Id(With(BFloat16)) }.ShouldContain(Id(With(FasterPrecision)));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public void Whatever_changes_numbers_changes_the_name(string change)
    {
        var plain = change.StartsWith("base", StringComparison.Ordinal) && change != "base width" ? Plain().Base(Base()) : Plain();
        Id(Changed[change]()).ShouldNotBe(Id(plain));
    }

    [Fact]
    public void Everything_is_changed_to_a_name_of_its_own() =>
        Changed.Values.Select(c => Id(c())).Distinct().Count().ShouldBe(Changed.Count);

    private static FewShotTask Shots(int count) => new(new ToySource(), new FewShot(count));

    [Theory]
    [MemberData(nameof(Changes))]
    public void A_training_changes_its_name_unless_only_the_measurement_changed(string change)
    {
        var plain = change.StartsWith("base", StringComparison.Ordinal) && change != "base width" ? Plain().Base(Base()) : Plain();
        var same = Cell(Changed[change]()).Training.Id == Cell(plain).Training.Id;
        same.ShouldBe(Measured.Contains(change));
    }

    [Fact]
    public void Metrics_exemplars_and_the_measured_task_train_nothing_again()
    {
        var plain = Cell(Plain());
        var task = new ToyTask(new ToySource());
        var mixture = Fixed(ToyStudy.English, 100, task) + PerLanguage(ToyStudy.Seen, 50, task);
        foreach (
            var (one, other) in new[]
            {
                (plain, Cell(Plain(), new ToyMetric(version: "2"))),
                (Cell(Plain().Task(Shots(2))), Cell(Plain().Task(Shots(4)))),
                (
                    Cell(Plain().Mixture(mixture)),
                    Cell(Plain().Mixture(mixture).Task(new ToyTask(new ToySource("en es fr ja pt", train: 7))))
                ),
            }
        )
        {
            other.Id.ShouldNotBe(one.Id);
            other.Training.Id.ShouldBe(one.Training.Id);
        }
    }

    [Fact]
    public void The_same_study_has_the_same_names_whatever_it_is_called_or_where_it_lies()
    {
        using var elsewhere = new TemporaryFolder();
        var here = Plain().Expand(_folder.Context()).Cells.Select(c => c.Id);
        Plain().Report().Expand(elsewhere.Context()).Cells.Select(c => c.Id).ShouldBe(here);
    }

    [Fact]
    public void A_metric_of_another_signature_is_another_cell() => Id(Plain(), new ToyMetric(version: "2")).ShouldNotBe(Id(Plain()));

    [Fact]
    public void A_part_without_examples_changes_nothing() =>
        Id(Plain().Mixture(Fixed(ToyStudy.English, 100) + PerLanguage(ToyStudy.Seen, 0)))
            .ShouldBe(Id(Plain().Mixture(Fixed(ToyStudy.English, 100))));

    [Fact]
    public void All_code_that_executes_a_cell_is_part_of_the_name()
    {
        var yaml = Plain().Expand(_folder.Context()).Cells.OfType<FinetuneCell>().Single().Yaml;
        foreach (
            var assembly in new[]
            {
                typeof(ITask).Assembly,
                typeof(ToyTask).Assembly,
                typeof(Clt.Kernels.Ops).Assembly,
                typeof(Study).Assembly,
                typeof(Clt.Formats.Files.AtomicFile).Assembly,
            }
        )
        {
            yaml.ShouldContain(ExecutedCode.Hash(assembly)[..32]);
        }
    }

    [Fact]
    public void The_text_is_yaml_and_its_hash_is_the_name()
    {
        var cell = Plain().Expand(_folder.Context()).Cells.OfType<FinetuneCell>().Single();
        var read = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(cell.Yaml);
        read["kind"].ShouldBe("finetune");
        read["training"].ShouldBe(cell.Training.Id);
        var training = new DeserializerBuilder().Build().Deserialize<Dictionary<string, object>>(cell.Training.Yaml);
        var schedule = (Dictionary<object, object>)((Dictionary<object, object>)training["train"])["learning rate"];
        (schedule["kind"], schedule["peak"]).ShouldBe(("constant", "0.001"));
        ((List<object>)training["mixture"]).Count.ShouldBe(2);
        var sha = System.Security.Cryptography.SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(cell.Yaml));
        Convert.ToHexStringLower(sha).ShouldStartWith(cell.Id);
        cell.Id.Length.ShouldBe(16);
    }
}
