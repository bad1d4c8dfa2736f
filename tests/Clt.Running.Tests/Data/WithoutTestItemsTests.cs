using Clt.Recipes.Cells;
using Clt.Recipes.Data;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Store;
using Clt.Running.Data;
using Clt.Running.Evaluation;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Data;

/// <summary>Test items that stand in the training part too.</summary>
public sealed class WithoutTestItemsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>Training items 0 to 59, test items 0 to 9 with the same prompts.</summary>
    private readonly ToySource _source = new("en es", train: 60, test: 10);

    public void Dispose() => _folder.Dispose();

    private StudyContext Context => _folder.Context(new ToyMetric());

    private Study Leaky =>
        Study("leaky")
            .Tokenizer(ByteLevelBpe(vocabulary: 300))
            .Base(ToyStudy.Base(_source).Select(b => Only(b)))
            .Task(new ToyTask(_source))
            .Mixture(Fixed(Lang("en"), 40) + PerLanguage(Lang("es"), 50))
            .Train(batch: 8, lr: Constant(1e-3))
            .Evaluate(Langs("en es"), items: 10);

    private static BaseSpec Only(BaseSpec spec) =>
        (PretrainSpec)spec with
        {
            Texts = new MixtureSpec([((PretrainSpec)spec).Texts.Parts[0] with { Languages = Langs("en es") }]),
        };

    private static FinetuneCell Cell(ExpandedStudy study) => study.Cells.OfType<FinetuneCell>().Single();

    [Fact]
    public void They_are_counted()
    {
        var cell = Cell(Leaky.Expand(Context));
        TestLeaks
            .Count(cell, Context.Source, new StudyFolder("runs", "none"))
            .ShouldBeInRange(12, 20, "of 20 test items most stand among 40 and 50 of 60 examples");
    }

    [Fact]
    public void On_request_they_are_left_out_and_the_next_examples_take_their_places()
    {
        var cell = Cell(Leaky.WithoutTestItems().Expand(Context));
        TestLeaks.Count(cell, Context.Source, new StudyFolder("runs", "none")).ShouldBe(0);
        var drawn = MixtureDraw.Counted(cell.Mixture, cell.Measurement.Task, Context.Source, new Seed(1));
        drawn.Count.ShouldBe(40 + 50);
        drawn.Select(d => d.Prompt).ShouldNotContain("3 + 3 =");
        // Those that are no test items keep their order.
        var before = MixtureDraw
            .Counted(Cell(Leaky.Expand(Context)).Mixture, cell.Measurement.Task, Context.Source, new Seed(1))
            .Take(40)
            .Select(d => d.ItemId)
            .ToList();
        var kept = drawn.Take(40).Select(d => d.ItemId).Where(before.Contains).ToList();
        kept.Count.ShouldBeInRange(30, 39);
        kept.ShouldBe(before.Where(kept.Contains));
        MixtureDraw.Test(cell.Measurement.Task, Lang("en").Single(), 10, Context.Source).Count.ShouldBe(10, "the test items stay");
    }

    [Fact]
    public void What_is_left_is_what_is_counted()
    {
        var many = Leaky.Mixture(Fixed(Lang("en"), 55)).WithoutTestItems();
        Should
            .Throw<InputException>(() => many.Expand(Context))
            .Problems.ShouldHaveSingleItem()
            .What.ShouldEndWith("asked for, but there are 50");
        var cell = Cell(many.AllowShort().Expand(Context));
        cell.Mixture.Examples.ShouldBe(50);
    }

    [Fact]
    public void It_is_another_cell_and_the_report_says_so()
    {
        var study = Leaky.WithoutTestItems().Expand(Context);
        Cell(study).Id.ShouldNotBe(Cell(Leaky.Expand(Context)).Id);
        study.Settings.ShouldContain(new SettingRow("test items in training", "left out", "recipe"));
        study
            .Cells.OfType<ReferenceCell>()
            .Single()
            .Id.ShouldBe(Leaky.Expand(Context).Cells.OfType<ReferenceCell>().Single().Id, "the base is as it was");
        // The statistics of the data speak of what is trained on.
        StudyData.Of(Leaky).ShouldAllBe(d => DataStatistics.Of(d, Context.Source, 100, null, null).Leaked == 10);
    }

    [Fact]
    public void Prompts_are_compared_but_for_case_spaces_and_punctuation_and_within_a_language()
    {
        var test = new Written(("en", Split.Test, "What is it, now?"));
        var train = new Written(
            ("en", Split.Train, "what  is it now"),
            ("en", Split.Train, "what was it now"),
            ("es", Split.Train, "What is it, now?")
        );
        var without = new TaskWithoutTestItems(new ToyTask(train), [new ToyTask(test)]);
        int Count(string language) => without.Source.Read(new SourceRequest(Lang(language).Single(), Split.Train, Context.Source)).Count();
        (Count("en"), Count("es")).ShouldBe((1, 1));
        without
            .Source.Fingerprint(Context.Source)
            .ShouldNotBe(new TaskWithoutTestItems(new ToyTask(train), [new ToyTask(train)]).Source.Fingerprint(Context.Source));
    }

    private sealed class Written(params (string Language, Split Split, string Prompt)[] records) : ISource
    {
        public SourceInfo Info { get; } = new("written", "By hand.", [.. Langs("en es")], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => string.Join('|', records);

        public IEnumerable<Record> Read(SourceRequest request) =>
            records
                .Where(r => r.Split == request.Split && r.Language == request.Language.Short)
                .Select((r, i) => new Record($"{i}", request.Language, new Dictionary<string, string> { ["q"] = r.Prompt, ["a"] = "1" }));
    }
}
