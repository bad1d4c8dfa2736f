using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>The plugins that how-tos print compile with public names alone, and their recipes run by the real command.</summary>
public sealed class PluginPageTests : IDisposable
{
    private const string Usings = """
        global using System;
        global using System.Collections.Generic;
        global using System.Linq;

        """;

    private readonly CltCommand _clt = new();

    public void Dispose() => _clt.Dispose();

    [Theory]
    [InlineData("write-a-schedule.md", 3, "cyclical")]
    [InlineData("write-an-optimiser.md", 2, "signSGD")]
    [InlineData("write-an-objective.md", 3, "confidence penalty")]
    [InlineData("write-an-adapter.md", 3, "scaling")]
    [InlineData("write-a-model-shape.md", 2, "Tower")]
    [InlineData("write-an-analysis.md", 1, "Spread over languages")]
    public void A_pages_plugin_lies_anywhere_and_its_recipe_runs(string page, int trained, string shown)
    {
        var name = "My." + Path.GetFileNameWithoutExtension(page);
        _clt.Write(
            $"mine/{name}/plugin.yaml",
            $"id: {name.ToLowerInvariant()}\nversion: 0.1.0\ncontract: \">=1.0 <2.0\"\nassembly: {name}.dll\n"
        );
        Compile(HowToPage.Block(page, "csharp"), Path.Combine(_clt.Folder, "mine", name, name + ".dll"));
        _clt.Write("piece.csx", HowToPage.Block(page, "csx"));

        var run = _clt.Run("run", "piece.csx", "--plugins", "mine");

        run.ExitCode.ShouldBe(0, run.ToString());
        var cells = Directory
            .GetFiles(Path.Combine(_clt.Folder, "runs"), "cell.yaml", SearchOption.AllDirectories)
            .Select(File.ReadAllText)
            .ToList();
        cells.Count(c => c.Contains("kind: \"finetune\"", StringComparison.Ordinal)).ShouldBe(trained);
        var written = Directory
            .GetFiles(Path.Combine(_clt.Folder, "runs"), "report.html", SearchOption.AllDirectories)
            .Select(File.ReadAllText);
        cells.Concat(written).ShouldContain(t => t.Contains(shown, StringComparison.Ordinal));
        if (!page.Contains("analysis", StringComparison.Ordinal))
            cells.ShouldContain(c => c.Contains(name + ":", StringComparison.Ordinal), "its code is in a name");
    }

    private static void Compile(string code, string path)
    {
        var trusted = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            Path.GetFileNameWithoutExtension(path),
            [CSharpSyntaxTree.ParseText(Usings), CSharpSyntaxTree.ParseText(code)],
            trusted.Where(f => f.EndsWith(".dll", StringComparison.Ordinal)).Select(f => MetadataReference.CreateFromFile(f)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary,
                deterministic: true,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        compilation.Emit(path).Diagnostics.Where(d => d.Severity >= DiagnosticSeverity.Warning).ShouldBeEmpty();
    }
}
