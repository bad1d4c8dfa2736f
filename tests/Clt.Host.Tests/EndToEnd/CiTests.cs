using System.Diagnostics;
using Clt.Testing;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The workflow of <c>clt new ci</c>, run as a service would, against a baseline that holds and one that does not.</summary>
public sealed class CiTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void The_script_checks_all_recipes_runs_what_says_so_and_holds_it_against_its_baseline()
    {
        var made = _clt.Run("new", "ci", "github");
        made.ExitCode.ShouldBe(0, made.ToString());
        var workflow = File.ReadAllText(Path.Combine(_clt.Folder, ".github/workflows/studies.yml"));
        workflow.ShouldContain("hashFiles('clt-host/src/**'");
        workflow.ShouldNotContain("__");
        _clt.Run("new", "ci", "github").ExitCode.ShouldBe(2, "nothing is overwritten");
        _clt.Write("recipes/shared.csx", "var shared = 1;\n");
        _clt.Write("recipes/planned.csx", TinyRecipe.Text("planned"));
        _clt.Write(
            "recipes/run.csx",
            "// ci: run\n// ci: compare --max-drop 1\n"
                + TinyRecipe.Text("small/run", tokens: 6_000, t => t.Replace(".Seeds(1, 2)", ".Seeds(1)").Replace("0, 50", "50"))
        );

        var first = Studies("--update");
        first.Code.ShouldBe(0, first.Output);
        first.Output.ShouldMatch(@"(?m)^\d\d:\d\d:\d\d run recipes/run.csx");
        var summary = Text("ci-out/summary.md");
        summary.ShouldContain("| recipes/planned.csx | ok | not asked |  |");
        summary.ShouldContain("| recipes/run.csx | ok | ok | stored |");
        summary.ShouldNotContain("shared.csx");
        Text("ci-out/run.junit.xml").ShouldContain("<testsuite");
        File.Exists(Path.Combine(_clt.Folder, "ci-out/run.html")).ShouldBeTrue();

        var second = Studies();
        second.Code.ShouldBe(0, second.Output);
        Text("ci-out/summary.md").ShouldContain("| recipes/run.csx | ok | ok | no worse |");

        _clt.Write("recipes/run.csx", Text("recipes/run.csx").Replace("--max-drop 1", "--min number-match=1"));
        _clt.Write("recipes/broken.csx", "return Study(\"x\").Nothing();\n");
        var third = Studies();
        third.Code.ShouldBe(1, third.Output);
        Text("ci-out/summary.md").ShouldContain("| recipes/run.csx | ok | ok | **worse** |");
        Text("ci-out/summary.md").ShouldContain("| recipes/broken.csx | **failed** |");
    }

    [Fact]
    public void A_service_that_is_not_known_is_refused()
    {
        var made = _clt.Run("new", "ci", "jenkins");
        made.ExitCode.ShouldBe(2, made.ToString());
        made.Error.ShouldContain("Name github or gitlab");
        _clt.Run("new", "ci", "gitlab").ExitCode.ShouldBe(0);
        Text(".gitlab-ci.yml").ShouldContain("junit: ci-out/*.junit.xml");
    }

    [Fact]
    public void New_times_of_files_build_nothing_again()
    {
        _clt.Run("--version").ExitCode.ShouldBe(0);
        File.SetLastWriteTimeUtc(Path.Combine(RepositoryRoot.Folder, "global.json"), DateTime.UtcNow);

        var again = _clt.Run("--version");

        again.ExitCode.ShouldBe(0, again.ToString());
        again.Error.ShouldNotContain("building");
    }

    private string Text(string path) => File.ReadAllText(Path.Combine(_clt.Folder, path));

    private (int Code, string Output) Studies(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(_clt.Folder, "ci/studies.sh"), arguments)
        {
            WorkingDirectory = _clt.Folder,
            RedirectStandardOutput = true,
        };
        start.Environment["CLT"] = Path.Combine(RepositoryRoot.Folder, "clt");
        start.Environment["XDG_CACHE_HOME"] = Path.Combine(_clt.Folder, "cache");
        start.Environment.Remove("GITHUB_STEP_SUMMARY");
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output);
    }
}
