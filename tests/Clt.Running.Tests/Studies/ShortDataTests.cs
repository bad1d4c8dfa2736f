using System.Text.Json;
using Clt.Engine.Data;
using Clt.Recipes.Cells;
using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Launching;
using Clt.Running.Reports;
using Clt.Running.Runner;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Studies;

/// <summary>Languages with fewer examples than a mixture asks for.</summary>
public sealed class ShortDataTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    /// <summary>150 examples a language, of which 0, 50 and 200 are asked for.</summary>
    private readonly ToySource _source = new(train: 150);

    public void Dispose() => _folder.Dispose();

    private Study Asking => ToyStudy.Quick(_source).Report(Plateau(), SeenUnseenGap());

    private StudyContext Allowing => _folder.Context() with { AllowShort = true };

    [Fact]
    public void It_is_an_error_that_says_how_many_there_are_and_how_to_take_them()
    {
        var problems = Should.Throw<InputException>(() => Asking.Expand(_folder.Context())).Problems;
        problems
            .Select(p => p.What)
            .Distinct()
            .ShouldBe([
                "200 examples of 'toy-sums' in spa_Latn are asked for, but there are 150",
                "200 examples of 'toy-sums' in fra_Latn are asked for, but there are 150",
            ]);
        problems.ShouldAllBe(p => p.Mend.Contains("at most 150") && p.Mend.Contains("--allow-short"));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Where_it_is_allowed_all_there_are_are_taken_and_it_is_noted(bool byRecipe)
    {
        var study = byRecipe ? Asking.AllowShort().Expand(_folder.Context()) : Asking.Expand(Allowing);
        study
            .Notes.Where(n => !n.Contains("validation"))
            .ShouldBe([
                "es 150 of 200 examples of toy-sums: all there are, as is allowed.",
                "fr 150 of 200 examples of toy-sums: all there are, as is allowed.",
            ]);
        var counts = study.Points.Where(p => p.Cell is FinetuneCell).Select(p => ((FinetuneCell)p.Cell).Mixture.Examples).Distinct();
        counts.ShouldBe([100, 200, 400], "the English ones and 0, 50 and 150 of two languages");
    }

    [Fact]
    public void Only_the_language_that_is_short_is_cut()
    {
        var source = new Uneven();
        var point = Asking.Task(new ToyTask(source)).Expand(_folder.Context() with { AllowShort = true }).Points[^1];
        ((FinetuneCell)point.Cell)
            .Mixture.Parts.Select(p => (p.Languages.ToString(), p.Count))
            .ShouldBe([("eng_Latn", 100), ("spa_Latn", 200), ("fra_Latn", 70)]);
        point.Short.ShouldBe([new ShortPart("toy-sums", "fra_Latn", 200, 70)]);
    }

    [Fact]
    public void A_language_without_any_example_stays_an_error()
    {
        var problems = Should.Throw<InputException>(() => ToyStudy.Quick(new ToySource(train: 0)).Expand(Allowing)).Problems;
        problems.ShouldContain(p => p.What.Contains("but there are 0") && p.Mend == "Leave the language out.");
    }

    [Fact]
    public void Results_and_report_say_which_runs_had_fewer()
    {
        var study = Asking.Expand(Allowing);
        StudyRunner
            .Run(study, Allowing, new RunnerOptions(new HereLauncher(), new FakeCellRunner()))
            .Reported(study, Allowing)
            .Failures.ShouldBeEmpty();
        var folder = new StudyFolder(Allowing.RunsFolder, study.Name);
        var runs = ResultSet.Read(folder.Results).Runs;
        runs.ShouldAllBe(r => r.Short.Count == (r.Axes.GetValueOrDefault("samples per language") == "200" ? 2 : 0));
        File.ReadAllText(folder.Report)
            .ShouldContain(
                "4 of 14 runs had fewer examples than they asked for, as was allowed: es 150 of 200 examples of toy-sums; fr 150 of 200 "
                    + "examples of toy-sums."
            );
        StoredResults
            .Read(study, Allowing)
            .Means.Rows.Where(r => !r.IsBase)
            .Select(r => r.Samples)
            .Distinct()
            .ShouldBe([0, 50, 150], "what was trained on");
    }

    [Fact]
    public void Points_that_are_cut_to_the_same_examples_are_one_run()
    {
        var study = ToyStudy
            .Quick(_source, Axis("samples per language", 0, 50, 200, 300), Axis("answer", "result"))
            .Report(Plateau())
            .Expand(Allowing);
        study.Points.Where(p => p.Cell is FinetuneCell).Select(p => p.Cell.Id).Distinct().Count().ShouldBe(3 * 2);
        StudyRunner
            .Run(study, Allowing, new RunnerOptions(new HereLauncher(), new FakeCellRunner()))
            .Reported(study, Allowing)
            .Failures.ShouldBeEmpty();
        var curve = StoredResults.Read(study, Allowing).Means.Curves.ShouldHaveSingleItem();
        curve.Samples.ShouldBe([0, 50, 150]);
        curve.Rows.Count.ShouldBe(3 * 2 * 5);
    }

    [Fact]
    public void Runs_that_were_stored_before_have_no_task_and_lack_nothing()
    {
        var run = Made.Run("c", 1, [], Made.Score("eng_Latn", "m", "m|v:1", [1])) with
        {
            Task = "toy",
            Short = [new ShortPart("toy", "eng_Latn", 2, 1)],
        };
        var text = JsonSerializer.Serialize(run, ResultJson.Default.MeasuredRun);
        var again = JsonSerializer.Deserialize(text, ResultJson.Default.MeasuredRun)!;
        (again.Task, again.Short).ShouldSatisfyAllConditions(r => r.Task.ShouldBe("toy"), r => r.Short.ShouldBe(run.Short));
        var old = JsonSerializer.Deserialize(
            $"{{\"axes\":{{}},{text[text.IndexOf("\"result\"")..text.IndexOf(",\"task\"")]}}}",
            ResultJson.Default.MeasuredRun
        )!;
        (old.Task, old.Short.Count).ShouldBe(("", 0));
    }

    /// <summary>French has 70 examples, the others 1,000.</summary>
    private sealed class Uneven : ISource
    {
        private readonly ToySource _many = new();

        public SourceInfo Info => _many.Info;

        public string Fingerprint(SourceContext context) => "uneven";

        public IEnumerable<Record> Read(SourceRequest request) =>
            request is { Split: Split.Train, Language.Short: "fr" } ? _many.Read(request).Take(70) : _many.Read(request);
    }
}
