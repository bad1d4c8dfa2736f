using Clt.Recipes.Cells;
using Clt.Recipes.Data;
using Clt.Recipes.Expansion;
using Clt.Results.Store;
using Clt.Running.Data;
using Clt.Running.Evaluation;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Data;

public class DataStatisticsTests
{
    private static readonly SourceContext Context = new(Path.GetTempPath(), _ => { });

    [Fact]
    public void A_studys_data_are_its_tasks_by_language()
    {
        var data = StudyData.Of(ToyStudy.Quick(answers: Axis("answer", "result")));
        data.Select(d => d.Language.Short).ShouldBe(["en", "es", "fr", "ja", "pt"]);
        data[0].Tested.ShouldHaveSingleItem().Info.Settings["answer"].ShouldBe("result");
        data[0].Trained.Select(t => t.Info.Settings["answer"]).ShouldBe(["result", "pairs"], ignoreOrder: true);
        data[4].Trained.ShouldHaveSingleItem().Info.Settings["answer"].ShouldBe("sums");
        StudyData.Sources(data).Count.ShouldBe(1);
        Should.Throw<InputException>(() => StudyData.Of(Study("none"))).Message.ShouldContain("reads no data");
    }

    [Fact]
    public void Repetitions_and_leaks_are_counted()
    {
        var task = new ListTask(
            [
                "How many apples has Ann?",
                "how many  apples has ann",
                "Where does the river end, and who lives there now?",
                "Why is the sky blue in the morning?",
                "Where does the river end, and who lives there now then?",
            ],
            [
                "How many apples has Ann!",
                "Where does the river end, and who lives there today?",
                "What is entirely different from all of them?",
            ]
        );
        var row = DataStatistics.Of(new StudyData(Language.Parse("en"), [task], [task]), Context, 100);
        (row.Train, row.Test, row.Repeated, row.NearlyRepeated, row.Leaked).ShouldBe((5, 3, 1, 1, 1));
        row.NearlyLeaked.ShouldBe(1);
        row.Fertility.ShouldBe(double.NaN);
        row.Longest.ShouldBe("Where does the river end, and who lives there now then?yes".Length);
    }

    [Fact]
    public void Language_is_identified_where_there_is_a_metric_for_it()
    {
        var task = new ListTask(["a", "b"], ["c", "d"]);
        DataStatistics
            .Of(new StudyData(Language.Parse("en"), [task], [task]), Context, 100, identification: new ToyMetric())
            .InLanguage.ShouldBe(1);
    }

    [Fact]
    public void Sums_that_differ_in_their_sign_differ() => MinHash.Normal("What is 2 + 3?").ShouldNotBe(MinHash.Normal("What is 2 - 3?"));

    [Fact]
    public void Items_trained_on_are_counted_and_the_report_warns()
    {
        // The toy source asks the same sums in training and test: of the 20 drawn, some of the 10 test items are there.
        using var folder = new TemporaryFolder();
        var cells = ToyStudy
            .Quick(new ToySource(train: 20, test: 10), Axis("n", 20), Axis("answer", "result"), 1)
            .Mixture(Fixed(Lang("es"), 20))
            .Evaluate(Langs("es pt"), items: 10)
            .Expand(folder.Context())
            .Cells;
        var cell = cells.OfType<FinetuneCell>().Single();
        // Spanish is trained on, Portuguese is not.
        TestLeaks.Count(cell, folder.Context().Source, new StudyFolder("runs", "none")).ShouldBe(10);

        var runs = HandMade.Results.Runs;
        TestLeaks.Warning(runs).ShouldBeEmpty();
        var facts = new Dictionary<string, double> { [TestLeaks.Fact] = 3 };
        TestLeaks
            .Warning([runs[0] with { Result = runs[0].Result with { Facts = facts } }, runs[1]])
            .ShouldStartWith("1 of 2 runs were trained on test items, up to 3");
    }

    [Fact]
    public void Similarity_is_estimated_and_does_not_depend_on_case_and_punctuation()
    {
        var hash = new MinHash(new Seed(1));
        hash.Similarity("One two three four", "one, two: three  FOUR!").ShouldBe(1);
        hash.Similarity(new string('x', 50), "completely other words are here").ShouldBeLessThan(0.1);
        var (a, b) = (string.Join(' ', Enumerable.Range(0, 400)), string.Join(' ', Enumerable.Range(40, 400)));
        // 360 of 440 numbers in common.
        hash.Similarity(a, b).ShouldBe(360 / 440.0, 0.15);
        hash.Similarity(a, b).ShouldBe(new MinHash(new Seed(1)).Similarity(a, b));
        hash.Finds(a).ShouldBeFalse();
        hash.Add(a);
        hash.Finds(a + " 401").ShouldBeTrue();
    }

    private sealed class ListTask(string[] train, string[] test) : ITask, ISource
    {
        public TaskInfo Info { get; } = new("list", "Texts.", new Dictionary<string, string>(), Scoring.Generate, ["exact"], 4);

        public ISource Source => this;

        SourceInfo ISource.Info { get; } = new("list", "Texts.", [Language.Parse("en")], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "list";

        public IEnumerable<Record> Read(SourceRequest request) =>
            (
                request.Split == Split.Train ? train
                : request.Split == Split.Test ? test
                : []
            ).Select((t, i) => new Record($"{request.Split}-{i}", request.Language, new Dictionary<string, string> { ["q"] = t }));

        public Example Format(Record record) => Example.PromptCompletion(record.ItemId, record.Language, "list", record["q"], "yes");
    }
}
