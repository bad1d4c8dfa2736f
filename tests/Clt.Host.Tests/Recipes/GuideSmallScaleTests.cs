using Clt.Host.Recipes;
using Clt.Host.Tests.Verbs;
using Clt.Running.Reports;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>
/// The Guide's recipes at small scale to the report, on a tiny random model in place of the base and made-up texts in place of fetched
/// ones.
/// </summary>
[Collection(VerbRun.Alone)]
[Trait("Category", "Slow")]
public sealed class GuideSmallScaleTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("math.csx", "guide/math-small", "")]
    [InlineData("scripts.csx", "guide/scripts-small", "")]
    [InlineData("summarisation.csx", "guide/summarisation-small", "lists")]
    [InlineData("summarisation.csx", "guide/summarisation-programs", "programs")]
    [InlineData("multitask.csx", "guide/multitask-small", "lists")]
    [InlineData("instructions.csx", "guide/instructions-small", "packages")]
    public void Every_analysis_of_a_run_draws_what_it_finds_or_says_what_it_needs(string recipe, string study, string data)
    {
        var made = new SmallGuideData(_folder.Path);
        string[] settings =
        [
            $"model={new GuideFixtures(_folder.Path).Model("llama")}",
            "seeds=2",
            .. data switch
            {
                "lists" => [$"lists={made.Descriptions()}"],
                "programs" => ["texts=programs", $"lists={made.Components()}"],
                "packages" => [$"packages={made.Help()}"],
                _ => (string[])[],
            },
        ];
        var (path, runs) = (Path.Combine(RepositoryRoot.Folder, "recipes", "guide", recipe), Path.Combine(_folder.Path, "runs"));

        var run = VerbRun.Of(["run", path, .. settings.SelectMany(s => new[] { "--set", s }), "--runs", runs, "--workers", "0", "--json"]);

        run.ExitCode.ShouldBe(0, run.ToString());
        using var session = RecipeSession.Open(
            new SessionOptions(path, settings, [], runs),
            _ => { },
            CancellationToken.None,
            planning: false
        );
        var results = StoredResults.Read(session.Study, session.Context);
        results.Missing.ShouldBe(0);
        results.Study.ShouldBe(study);
        foreach (var analysis in session.Study.Analyses)
        {
            var found = analysis.Run(results);
            found.Findings.ShouldNotBeEmpty(found.Title);
            found.Findings.ShouldAllBe(f => f.Sentence.EndsWith('.'), found.Title);
            // A random model answers no sum: where nothing is right there is no share of English to analyse, and that is said.
            if (found.Plots.Count == 0)
                found.Findings.ShouldAllBe(f => f.Sentence.Contains(" needs "), found.Title);
        }

        var report = File.ReadAllText(Path.Combine(runs, study, "report.html"));
        report.Split("<svg").Length.ShouldBeGreaterThan(2, "the means of groups, and what else can be told");
        report.ShouldContain("95 %");
    }
}
