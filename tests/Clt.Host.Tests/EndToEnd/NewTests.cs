using System.Diagnostics;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>What <c>clt new</c> writes builds without a warning, and the host takes it.</summary>
public sealed class NewTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Theory]
    [InlineData("task", "tasks", "ReadDate(on)")]
    [InlineData("metric", "metrics", "read-date|case:kept|trim:yes|v:1")]
    [InlineData("source", "sources", "ReadDate(folder)")]
    [InlineData("model", "models", "ReadDateForCausalLM")]
    [InlineData("objective", "plugins", "read-date")]
    [InlineData("adapter", "plugins", "read-date")]
    [InlineData("schedule", "plugins", "read-date")]
    public void A_project_builds_and_is_listed(string kind, string listing, string shown)
    {
        var made = _clt.Run("new", kind, "read-date");
        made.ExitCode.ShouldBe(0, made.ToString());
        var before = Directory.GetFiles(_clt.Folder, "*", SearchOption.AllDirectories).Where(f => f.Contains("read-date")).ToList();
        before.Count.ShouldBe(5);
        before.ShouldAllBe(f => !File.ReadAllText(f).Contains("__"));

        Build("read-date");
        var listed = _clt.Run("list", listing, "--plugins", "read-date/out");
        listed.ExitCode.ShouldBe(0, listed.ToString());
        listed.Output.ShouldContain("read-date");
        listed.Output.ShouldContain(shown);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [InlineData("task")]
    [InlineData("metric")]
    [InlineData("source")]
    [InlineData("model")]
    [InlineData("objective")]
    [InlineData("adapter")]
    [InlineData("schedule")]
    public void Its_tests_pass(string kind)
    {
        _clt.Run("new", kind, "read-date").ExitCode.ShouldBe(0);
        DotNet("test", "read-date/tests", "-v", "q", "--nologo").ShouldNotContain("No test is available");
    }

    [Fact]
    public void A_recipe_is_planned_as_it_stands()
    {
        _clt.Run("new", "recipe", "my-study", "--out", "mine").ExitCode.ShouldBe(0);
        var checkedRecipe = _clt.Run("check", "mine/my-study.csx");
        checkedRecipe.ExitCode.ShouldBe(0, checkedRecipe.ToString());
        checkedRecipe.Output.ShouldContain("Plan of my-study");
    }

    [Fact]
    public void Nothing_is_overwritten_and_a_wrong_name_is_refused()
    {
        _clt.Write("mine.csx", "return 1;");
        var there = _clt.Run("new", "recipe", "mine");
        there.ExitCode.ShouldBe(2, there.ToString());
        there.Error.ShouldContain("mine.csx");
        File.ReadAllText(Path.Combine(_clt.Folder, "mine.csx")).ShouldBe("return 1;");

        var wrong = _clt.Run("new", "task", "Read Date");
        wrong.ExitCode.ShouldBe(2, wrong.ToString());
        wrong.Error.ShouldContain("read-date");
        Directory.GetDirectories(_clt.Folder).Select(Path.GetFileName).ShouldNotContain("Read Date");
    }

    [Fact]
    public void A_folder_without_the_packages_is_refused_and_so_are_packages_for_a_recipe()
    {
        var without = _clt.Run("new", "task", "read-date", "--packages", ".");
        without.ExitCode.ShouldBe(2, without.ToString());
        without.Error.ShouldContain("Clt.Abstractions.");
        without.Error.ShouldContain("clt pack --out .");
        Directory.Exists(Path.Combine(_clt.Folder, "read-date")).ShouldBeFalse();

        _clt.Write($"feed/Clt.Abstractions.{_clt.Run("--version").Output}.nupkg", "");
        var recipe = _clt.Run("new", "recipe", "mine", "--packages", "feed");
        recipe.ExitCode.ShouldBe(2, recipe.ToString());
        recipe.Error.ShouldContain("--packages");
    }

    private void Build(string project) =>
        DotNet("build", project, "-c", "Release", "-o", project + "/out", "-v", "q", "-warnaserror", "--nologo");

    private string DotNet(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", arguments) { WorkingDirectory = _clt.Folder, RedirectStandardOutput = true };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
        return output;
    }
}
