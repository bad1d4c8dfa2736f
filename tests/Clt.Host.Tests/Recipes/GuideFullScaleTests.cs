using Clt.Host.Tests.Verbs;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>
/// The Guide's recipes at full scale from data in the real layouts to the report, on tiny random models of the paper's families. The
/// fixtures have fewer examples than the paper's grid asks for, which is allowed here: two mixtures are left of it.
/// </summary>
[Collection(VerbRun.Alone)]
public sealed class GuideFullScaleTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-full-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("math.csx", "cohere", 1)]
    [InlineData("summarisation.csx", "llama", 1)]
    [InlineData("instructions.csx", "cohere", 1)]
    [InlineData("scripts.csx", "llama", 1)]
    [InlineData("multitask.csx", "llama", 3)]
    public void From_real_layouts_to_the_report(string recipe, string family, int tasks)
    {
        var fixtures = new GuideFixtures(_folder);
        fixtures.Write();
        var run = Run(recipe, fixtures, "run", fixtures.Model(family), "--workers", "0", "--allow-short", "--json");
        run.ExitCode.ShouldBe(0, run.ToString());
        var folder = Path.Combine(_folder, "runs", "guide", Path.GetFileNameWithoutExtension(recipe));

        var results = ResultSet.Read(folder);
        results.Missing.ShouldBe(0);
        results.Runs.Select(r => r.Task).Distinct().Count().ShouldBe(tasks);
        results.Runs.ShouldAllBe(r => r.Result.Scores.Select(s => s.Language).Distinct().Count() == 8);
        results.Runs.SelectMany(r => r.Result.Scores).ShouldAllBe(s => s.Items.Count == GuideFixtures.Test && double.IsFinite(s.Value));
        var finetuned = results.Runs.Where(r => r.Result.Kind == CellKind.Finetune).ToList();
        finetuned.ShouldAllBe(
            r => r.Short.Any(s => s.Language == "eng_Latn" && s.Available <= GuideFixtures.Train),
            "English is short of its thousands"
        );
        finetuned.ShouldAllBe(r => r.Result.Facts["steps"] >= 2);
        var report = File.ReadAllText(Path.Combine(folder, "report.html"));
        report.ShouldContain("had fewer examples than they asked for, as was allowed");
        report.ShouldContain("Relative to English");
        PublishedTable.Read(Path.Combine(folder, "means.csv")).Tasks.Count.ShouldBe(tasks);
        if (tasks == 1)
            return;
        // One training serves the three tasks: models of all are as many as models of one of them.
        finetuned.Where(r => r.Axes["tasks"] == "together").Select(r => r.Result.Weights).Distinct().Count().ShouldBe(2);
        finetuned.Where(r => r.Axes["tasks"] == "alone").Select(r => r.Result.Weights).Distinct().Count().ShouldBe(2 * 3);
    }

    [Fact]
    public void Without_leave_a_short_language_stops_the_run_with_what_there_is()
    {
        var fixtures = new GuideFixtures(_folder);
        fixtures.Write();
        var run = Run("summarisation.csx", fixtures, "run", fixtures.Model("llama"), "--workers", "0");
        run.ExitCode.ShouldBe(2, run.ToString());
        run.Error.ShouldContain($"5000 examples of 'summarisation' in jpn_Jpan are asked for, but there are {GuideFixtures.Train}");
        run.Error.ShouldContain("--allow-short");
        Directory.Exists(Path.Combine(_folder, "runs")).ShouldBeFalse("nothing is half-written");
    }

    private VerbRun Run(string recipe, GuideFixtures fixtures, string verb, string model, params string[] more)
    {
        var path = Path.Combine(RepositoryRoot.Folder, "recipes", "guide", recipe);
        var text = File.ReadAllText(path);
        var settings = fixtures.Settings.Where(s => text.Contains($"Setting(\"{s.Split('=')[0]}\"", StringComparison.Ordinal));
        string[] arguments =
        [
            verb,
            path,
            .. settings.Concat(["scale=full", "seeds=1", $"model={model}"]).SelectMany(s => new[] { "--set", s }),
            "--runs",
            Path.Combine(_folder, "runs"),
            .. more,
        ];
        return VerbRun.Of(arguments);
    }
}
