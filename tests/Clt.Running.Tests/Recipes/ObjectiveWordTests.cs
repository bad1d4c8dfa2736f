using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Grid;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Recipes.Training.Objectives;
using Clt.Results.Store;
using Clt.Running.Planning;
using Clt.Running.Tests.Toys;
using static Clt.Plugins.Training.Objectives.ObjectiveWords;
using static Clt.Recipe;

namespace Clt.Running.Tests.Recipes;

/// <summary>What recipes say of objectives: points, names, plans, faults.</summary>
public sealed class ObjectiveWordTests : IDisposable
{
    private static readonly ToySource Source = new();
    private readonly TemporaryFolder _folder = new();

    private StudyContext Context => _folder.Context();

    public void Dispose() => _folder.Dispose();

    private static Study Plain() => ToyStudy.Quick(Source, Axis("examples", 50), Axis("answer", "result"), 1);

    private static Study Pairs() => Plain().Mixture(Fixed(ToyStudy.English, 50, new PairTask(Source)));

    private FinetuneCell Cell(Study study) => study.Expand(Context).Cells.OfType<FinetuneCell>().Single();

    private IReadOnlyList<string> Problems(Study study) =>
        [.. Should.Throw<InputException>(() => study.Expand(Context)).Problems.Select(p => p.What)];

    [Fact]
    public void Axes_may_vary_any_number_and_the_objective_itself()
    {
        var beta = Axis("beta", 0.1, 0.5);
        var how = Axis("objective", ("chosen", CrossEntropy(labelSmoothing: 0.1)), ("dpo", Dpo(beta)));
        var study = Pairs().Objective(how).Expand(Context);
        study
            .Cells.OfType<FinetuneCell>()
            .Select(c => c.Train.Objective.Info.Text)
            .ShouldBe([
                "cross-entropy of answers, label smoothing 0.1",
                "preferences, Sigmoid, beta 0.1",
                "preferences, Sigmoid, beta 0.5",
            ]);
        var row = study.Settings.Single(s => s.Name == "objective");
        row.Value.ShouldContain("beta 0.1 | preferences, Sigmoid, beta 0.5");
        row.From.ShouldBe("axis 'objective'");
        Plain()
            .Expand(Context)
            .Settings.Single(s => s.Name == "objective")
            .ShouldBe(new SettingRow("objective", "cross-entropy of answers", "default"));
    }

    [Fact]
    public void Every_number_of_an_objective_is_part_of_the_name_and_the_default_of_none()
    {
        var teacher = ToyStudy.Base(Source, 64);
        Choice<IObjectiveSpec>[] objectives =
        [
            CrossEntropy(),
            CrossEntropy(labelSmoothing: 0.1),
            CrossEntropy(dft: true),
            CrossEntropy(wholeText: true),
            Distil(teacher),
            Distil(ToyStudy.Base(Source, 48)),
            Distil(teacher, ReverseKl),
            Distil(teacher, temperature: 2),
            Distil(teacher, hard: 0.5),
            Distil(teacher, JensenShannon, beta: 0.3),
            Distil(teacher, wholeText: true),
            Dpo(),
            Dpo(0.2),
            Dpo(loss: HingeLoss),
            Dpo(labelSmoothing: 0.1),
            Dpo(reference: false),
            Ewc(1, Fixed(ToyStudy.English, 5)),
            Ewc(2, Fixed(ToyStudy.English, 5)),
            Ewc(1, Fixed(ToyStudy.English, 6)),
            Ewc(1, Fixed(ToyStudy.English, 5, new ToyTask(Source, "other"))),
            Ewc(1, Fixed(ToyStudy.English, 5), Dpo()),
        ];
        objectives.Select(o => Cell(Pairs().Objective(o)).Training.Id).Distinct().Count().ShouldBe(objectives.Length);
        var plain = Cell(Plain());
        Cell(Plain().Objective(CrossEntropy())).Id.ShouldBe(plain.Id);
        Cell(Plain().Objective(CrossEntropy(labelSmoothing: 0))).Training.Yaml.ShouldNotContain("objective");
    }

    [Fact]
    public void A_plan_counts_models_that_read_beside_and_bases_that_teach()
    {
        var plain = Pairs().Expand(Context).Plan(Context, 1).Rows.Single(r => r.Kind == CellKind.Finetune);
        var dpo = Pairs().Objective(Dpo()).Expand(Context).Plan(Context, 1).Rows.Single(r => r.Kind == CellKind.Finetune);
        dpo.TrainTokens.ShouldBeInRange((2 * plain.TrainTokens) - 1, (2 * plain.TrainTokens) + 1);
        dpo.TrainFlops.ShouldBe(8.0 * dpo.Parameters * dpo.TrainTokens, 1);
        var study = Plain().Objective(Distil(ToyStudy.Base(Source, 64))).Expand(Context);
        study.Cells.OfType<BaseCell>().Count().ShouldBe(2);
        study.Cells.ToList().FindIndex(c => c is FinetuneCell).ShouldBeGreaterThan(study.Cells.ToList().FindLastIndex(c => c is BaseCell));
        var row = study.Plan(Context, 1).Rows.Single(r => r.Kind == CellKind.Finetune);
        row.TrainFlops.ShouldBeGreaterThan(6.0 * row.Parameters * row.TrainTokens);
    }

    [Fact]
    public void Whatever_contradicts_an_objective_is_listed_at_once()
    {
        Problems(Plain().Train(0, Constant(1e-3), packing: Packing.Rows).Objective(Dpo(beta: 0, labelSmoothing: 0.5)))
            .ShouldBe([
                "batch is 0",
                "beta is 0",
                "the label smoothing is 0.5",
                "pairs of answers are not packed into rows",
                "the task 'toy-sums' gives no rejected answers",
            ]);
        Problems(
                Plain()
                    .Train(8, Constant(1e-3), precision: BFloat16)
                    .Adapter(Lora())
                    .Objective(Ewc(0, Fixed(Lang("ko"), 5), CrossEntropy(1, true)))
            )
            .ShouldBe([
                "the source 'toy-source' of the task 'toy-sums' has no kor_Hang",
                "the strength is 0",
                "the label smoothing is 1",
                "dft weighs targets with their probability, which label smoothing would blur",
                "EWC keeps the base's weights near what they were, but an adapter does not change them",
                "EWC adds small numbers, which bf16 loses",
            ]);
        Problems(Plain().Objective(Distil("nowhere", temperature: 0)))
            .ShouldBe([
                "the temperature is 0",
                "the teacher and the base have tokenizers of their own: one is a folder, the other is trained here",
            ]);
        Problems(Plain().Objective(Dpo()).WithoutTrain().WithoutMixture()).ShouldBe(["there is an objective, but nothing is trained"]);
    }

    [Fact]
    public void A_teacher_of_another_vocabulary_is_refused()
    {
        var (student, teacher) = (
            TinyBase.Make(Path.Combine(_folder.Path, "s")),
            TinyBase.Make(Path.Combine(_folder.Path, "t"), vocabulary: 310)
        );
        Problems(TinyBase.Study(student).Objective(Distil(teacher))).ShouldBe(["the teacher's vocabulary has 310 tokens, the model's 300"]);
        Problems(TinyBase.Study(student).Objective(Distil("nowhere"))).ShouldBe(["there is no config.json"]);
    }
}
