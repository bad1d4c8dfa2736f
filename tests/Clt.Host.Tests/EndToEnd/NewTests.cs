using System.Diagnostics;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>What <c>clt new</c> writes builds without a warning, and the host takes it.</summary>
public sealed class NewTests : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    /// <summary>Kinds of plugins, what <c>clt list</c> is asked for, and what it then shows.</summary>
    private static readonly (string Kind, string Listing, string Shown)[] Kinds =
    [
        ("task", "tasks", "ReadDate(on)"),
        ("metric", "metrics", "read-date|case:kept|trim:yes|v:1"),
        ("source", "sources", "ReadDate(folder)"),
        ("model", "models", "ReadDateForCausalLM"),
        ("objective", "plugins", "read-date"),
        ("adapter", "plugins", "read-date"),
        ("schedule", "plugins", "read-date"),
    ];

    [Fact]
    public void Projects_build_and_are_listed()
    {
        foreach (var (kind, _, _) in Kinds)
        {
            var made = _clt.Run("new", kind, "read-date", "--out", kind);
            made.ExitCode.ShouldBe(0, made.ToString());
            var files = Directory.GetFiles(Path.Combine(_clt.Folder, kind, "read-date"), "*", SearchOption.AllDirectories);
            files.Length.ShouldBe(5, kind);
            files.ShouldAllBe(f => !File.ReadAllText(f).Contains("__"));
        }

        BuildAll();
        foreach (var (kind, listing, shown) in Kinds)
        {
            var listed = _clt.Run("list", listing, "--plugins", $"{kind}/read-date/out");
            listed.ExitCode.ShouldBe(0, listed.ToString());
            listed.Output.ShouldContain("read-date", customMessage: kind);
            listed.Output.ShouldContain(shown, customMessage: kind);
        }
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

    /// <summary>Builds the projects side by side, each into its folder <c>out</c>: MSBuild starts once.</summary>
    private void BuildAll()
    {
        _clt.Write(
            "all.proj",
            """
            <Project DefaultTargets="All">
              <Target Name="All">
                <ItemGroup><One Include="*/read-date/ReadDate.csproj" /></ItemGroup>
                <MSBuild Projects="@(One)" Targets="Restore" Properties="Restoring=true" />
                <MSBuild Projects="@(One)" BuildInParallel="true"
                         Properties="Configuration=Release;OutputPath=out/;AppendTargetFrameworkToOutputPath=false" />
              </Target>
            </Project>
            """
        );
        DotNet("msbuild", "all.proj", "-m", "-v:q", "-warnaserror", "-nologo");
    }

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
