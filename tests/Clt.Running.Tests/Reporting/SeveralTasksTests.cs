using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Results.Comparison;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Planning;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Reporting;

/// <summary>Models that are measured on several tasks: everything that is reported keeps the tasks apart.</summary>
public sealed class SeveralTasksTests : IDisposable
{
    private const string First = "toy-sums",
        Second = "toy-words";
    private readonly TemporaryFolder _folder = new();
    private readonly ToySource _source = new();

    private StudyContext Context => _folder.Context(new ToyMetric(), new ToyMetric("other"));

    public void Dispose() => _folder.Dispose();

    private (ExpandedStudy Study, StudyResults Results) Run()
    {
        var (sums, words) = (new ToyTask(_source, "working"), new ToyTask(_source, "result", "other", name: Second));
        var study = ToyStudy.Quick(_source).Task(sums, words).Report(RelativeToEnglish(), Plateau(), SeenUnseenGap()).Expand(Context);
        StudyRunner
            .Run(study, Context, new RunnerOptions(new HereLauncher(), new FakeCellRunner()))
            .Reported(study, Context)
            .Failures.ShouldBeEmpty();
        return (study, StoredResults.Read(study, Context));
    }

    [Fact]
    public void Every_run_says_which_task_it_measured()
    {
        var (_, results) = Run();
        results.Runs.Count.ShouldBe(2 * (1 + (3 * 2)), "two tasks: the base and three mixtures of two seeds");
        results.Runs.ShouldAllBe(r => r.Task == r.Axes["task"]);
        results.Runs.ShouldAllBe(r => (r.Task == First) == r.Result.Scores.All(s => s.Metric == "exact"));
        // It is stored, and read without the recipe.
        var stored = ResultSet.Read(new StudyFolder(Context.RunsFolder, results.Study).Results);
        stored.Runs.Select(r => r.Task).ShouldBe(results.Runs.Select(r => r.Task));
        stored.ToStudyResults([]).ByTask().Select(t => t.Task).ShouldBe([First, Second]);
    }

    [Fact]
    public void Each_task_has_its_own_headline_figures_findings_and_table()
    {
        var (study, results) = Run();
        var report = StudyReport.Of(study, results);
        results.ByTask().Select(t => t.Results.Headline).ShouldBe(["exact", "other"]);
        report.Analyses.Select(a => a.Title).Take(2).ShouldBe([$"Relative to English: {First}", $"Relative to English: {Second}"]);
        report.Analyses.Count.ShouldBe(4, "an analysis of curves answers once for all tasks");
        foreach (var (analysis, task) in report.Analyses.Zip([First, Second]))
        {
            analysis.Plots.ShouldHaveSingleItem().Panels.ShouldHaveSingleItem().Series.ShouldNotBeEmpty();
            analysis.Findings.ShouldAllBe(f => f.Where == $"task = {task}");
            analysis.Tables.ShouldHaveSingleItem().Rows.Count.ShouldBe(3);
        }

        report.Languages.Select(l => l.Tables.ShouldHaveSingleItem().Title).ShouldBe(["exact by language", "other by language"]);
        report.Languages.ShouldAllBe(l => l.Tables[0].Rows.Count == 4);
    }

    [Fact]
    public void Tables_for_other_programs_tell_the_tasks_apart()
    {
        var (_, results) = Run();
        var csv = ResultsCsv.Text(results.Axes, results.Rows()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var task = Array.IndexOf(csv[0].Split(','), "task");
        csv.Skip(1).Select(l => l.Split(',')[task]).Distinct().ShouldBe([First, Second]);
        results.Means.Tasks.ShouldBe([First, Second]);
        results.Means.Curves.Select(c => c.Samples.Count).ShouldBe([3, 3]);
        results.Means.Metric.ShouldBe("score", "there are two metrics");
    }

    [Fact]
    public void Comparisons_take_each_tasks_own_metric()
    {
        var (_, results) = Run();
        var set = ResultSet.Of(results);
        var rows = Comparison.Of(set, set, Context.Metrics, new ComparisonOptions { Resamples = 200 }).Rows;
        rows.Select(r => (r.Metric, r.Condition.Contains($"task = {First}", StringComparison.Ordinal)))
            .Distinct()
            .ShouldBe([("exact", true), ("other", false)], ignoreOrder: true);
        rows.ShouldAllBe(r => r.Difference == 0);
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 2)]
    public void A_model_whose_parts_name_their_tasks_is_trained_once_for_all_of_them(bool named, int trainings)
    {
        var (sums, words) = (new ToyTask(_source, "working"), new ToyTask(_source, "result", "other", name: Second));
        var both = Fixed(ToyStudy.English, 100, sums) + Fixed(ToyStudy.English, 100, words);
        var study = ToyStudy
            .Quick(_source, seeds: [1])
            .Task(sums, words)
            .Mixture(named ? both : Fixed(ToyStudy.English, 100))
            .Expand(Context);
        var cells = study.Cells.OfType<FinetuneCell>().ToList();
        cells.Select(c => c.Measurement.Task.Info.Name).ShouldBe([First, Second]);
        cells.Select(c => c.Training.Id).Distinct().Count().ShouldBe(trainings);
        var plan = study.Plan(Context, 1);
        plan.Rows.Count(r => r.Kind == CellKind.Finetune && r.TrainTokens > 0).ShouldBe(trainings, "the plan counts a training once");
    }

    [Fact]
    public void Two_tasks_of_one_name_must_be_named_by_the_recipe()
    {
        var problem = Should
            .Throw<InputException>(() => Study("twice").Task(new ToyTask(_source), new ToyTask(_source, "working")))
            .Problems[0];
        problem.What.ShouldContain($"'{First}' stands there 2 times");
    }
}
