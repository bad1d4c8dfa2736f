using System.Diagnostics;
using Clt.Plugins.Tests.Kit;
using Xunit.Abstractions;

namespace Clt.Scripting.Tests;

/// <summary>What a fresh process loads for a recipe.</summary>
public sealed class ChildProcessTests(ITestOutputHelper output) : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_cached_recipe_starts_without_the_compiler()
    {
        TestPlugin.Write(_folder, "tiny");
        var recipe = _folder.Write("recipe.csx", "return Greet(\"you\").Length + 1;");
        var cold = Run(recipe);
        cold.ShouldContain("result 11");
        cold.ShouldContain("cached False");
        cold.ShouldContain("loaded Microsoft.CodeAnalysis.CSharp");

        var warm = Run(recipe);
        warm.ShouldContain("result 11");
        warm.ShouldContain("cached True");
        warm.ShouldNotContain(line => line.StartsWith("loaded Microsoft.CodeAnalysis"));
        warm.ShouldNotContain("loaded Test.tiny");
    }

    private string[] Run(string recipe)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments = ["exec", typeof(TestDsl).Assembly.Location, recipe, _folder.Combine("cache"), _folder.Combine("tiny")];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var lines = process.StandardOutput.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, error.Result);
        foreach (var line in lines)
            output.WriteLine(line);
        return lines;
    }
}
