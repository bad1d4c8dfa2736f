using System.Diagnostics;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The package of templates, installed into an empty hive of <c>dotnet new</c>: every kind is made, and one is built.</summary>
[Trait("Category", "Slow")]
[Collection(PackedFeed.Shared)]
public sealed class TemplateTests(PackedFeed feed) : IDisposable
{
    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void Installed_templates_make_every_kind_and_a_plugin_that_builds()
    {
        var package = Directory.GetFiles(feed.Folder, "CltHost.Templates.*.nupkg").ShouldHaveSingleItem();
        DotNet("new", "install", package).ShouldContain("clt-schedule");
        foreach (var kind in (string[])["task", "metric", "source", "model", "objective", "adapter", "schedule"])
        {
            DotNet("new", $"clt-{kind}", "-n", "read-date", "-o", kind, "--packages", feed.Folder);
            var files = Directory.GetFiles(Path.Combine(_clt.Folder, kind), "*", SearchOption.AllDirectories);
            string[] names = ["nuget.config", "plugin.yaml", "ReadDate.csproj", "ReadDate.Tests.csproj"];
            names.ShouldBeSubsetOf(files.Select(f => Path.GetFileName(f)));
            files.Count(f => Path.GetFileName(f).StartsWith("ReadDate", StringComparison.Ordinal)).ShouldBe(4);
            files.ShouldAllBe(f => !File.ReadAllText(f).Contains("__"));
        }

        DotNet("new", "clt-recipe", "-n", "my-study");
        var check = _clt.Run("check", "my-study/my-study.csx");
        check.ExitCode.ShouldBe(0, check.ToString());

        PackedFeed.Build(Path.Combine(_clt.Folder, "task"));
        var listed = _clt.Run("list", "tasks", "--plugins", "task/out");
        listed.Output.ShouldContain("read-date");
    }

    /// <summary>Runs with an engine's folder of its own, so that nobody's installed templates matter.</summary>
    private string DotNet(params string[] arguments)
    {
        string[] hive = ["--debug:custom-hive", Path.Combine(_clt.Folder, "hive")];
        var start = new ProcessStartInfo("dotnet", [.. arguments, .. hive])
        {
            WorkingDirectory = _clt.Folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output + errors.Result);
        return output;
    }
}
