using System.Diagnostics;
using System.Text.Json;
using Clt.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Scripting;

namespace Clt.Host.Tests.EndToEnd;

/// <summary>What editors read beside recipes, through the compiler as they use it.</summary>
public sealed class EditorTests : IDisposable
{
    private static readonly string Recipes = Path.Combine(RepositoryRoot.Folder, "recipes");
    private readonly CltCommand _clt = new();

    private static IEnumerable<string> Shipped => Directory.GetFiles(Recipes, "*.csx", SearchOption.AllDirectories).Order();

    public void Dispose() => _clt.Dispose();

    [Fact]
    public void A_new_recipe_opens_without_an_error_with_its_own_lines_and_with_the_files_beside_it()
    {
        var made = _clt.Run("new", "recipe", "my-study", "--out", "mine");
        made.ExitCode.ShouldBe(0, made.ToString());
        made.Output.ShouldContain("recipes.rsp");
        var folder = Path.Combine(_clt.Folder, "mine");
        var recipe = Path.Combine(folder, "my-study.csx");
        // An editor that reads nothing but the file, and OmniSharp with omnisharp.json.
        Errors(Script(recipe, CSharpCommandLineParser.Script.Parse([], folder, null))).ShouldBeEmpty();
        Errors(OmniSharp(folder, recipe)).ShouldBeEmpty();

        // Its words are known without its lines too, and a misspelt one is not.
        File.WriteAllText(recipe, "var on = NumberWords(below: 20); return Arithmetic(on);");
        Errors(OmniSharp(folder, recipe)).ShouldBeEmpty();
        File.WriteAllText(recipe, "return Arithmetics(NumberWords());");
        Errors(OmniSharp(folder, recipe)).ShouldHaveSingleItem().Id.ShouldBe("CS0103");

        // A second recipe leaves the files alone; clt new editor writes them anew.
        File.WriteAllText(Path.Combine(folder, "recipes.rsp"), "mine");
        _clt.Run("new", "recipe", "second", "--out", "mine").Output.ShouldNotContain("recipes.rsp");
        File.ReadAllText(Path.Combine(folder, "recipes.rsp")).ShouldBe("mine");
        _clt.Run("new", "editor", "mine").ExitCode.ShouldBe(0);
        File.ReadAllText(Path.Combine(folder, "recipes.rsp")).ShouldContain("/u:Clt.Recipe\n");
        JsonDocument
            .Parse(File.ReadAllText(Path.Combine(folder, "omnisharp.json")))
            .RootElement.GetProperty("script")
            .GetProperty("rspFilePath")
            .GetString()
            .ShouldBe("./recipes.rsp");
    }

    [Fact]
    public void The_quickstart_opens_without_an_error()
    {
        _clt.Run("new", "editor", "here").ExitCode.ShouldBe(0);
        Errors(OmniSharp(Path.Combine(_clt.Folder, "here"), Path.Combine(Recipes, "quickstart.csx"))).ShouldBeEmpty();
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void Every_shipped_recipe_opens_without_an_error()
    {
        _clt.Run("new", "editor", "here").ExitCode.ShouldBe(0);
        foreach (var recipe in Shipped)
            Errors(OmniSharp(Path.Combine(_clt.Folder, "here"), recipe)).ShouldBeEmpty(recipe);
    }

    [Fact]
    [Trait("Category", "Slow")]
    public void The_Dev_Kit_completes_every_word_plugins_included()
    {
        _clt.Run("new", "recipe", "my-study").ExitCode.ShouldBe(0);
        // As its language server asks MSBuild for the compiler's arguments.
        Msbuild("-t:Restore", "-v:q");
        var said = Msbuild(
            "-t:Compile;CoreCompile",
            "-p:DesignTimeBuild=true",
            "-p:SkipCompilerExecution=true",
            "-p:ProvideCommandLineArgs=true",
            "-getItem:CscCommandLineArgs"
        );
        var items = JsonDocument.Parse(said).RootElement.GetProperty("Items").GetProperty("CscCommandLineArgs").EnumerateArray();
        var arguments = CSharpCommandLineParser.Default.Parse(items.Select(i => i.GetProperty("Identity").GetString()!), _clt.Folder, null);
        arguments.Errors.ShouldBeEmpty();
        arguments.SourceFiles.Select(f => Path.GetFileName(f.Path)).ShouldContain("my-study.csx");
        var trees = arguments.SourceFiles.Select(f => CSharpSyntaxTree.ParseText(File.ReadAllText(f.Path), arguments.ParseOptions, f.Path));
        var references = arguments.MetadataReferences.Select(r =>
            MetadataReference.CreateFromFile(Path.GetFullPath(r.Reference, _clt.Folder))
        );
        var compilation = CSharpCompilation.Create("recipes", trees, references, arguments.CompilationOptions);
        var tree = compilation.SyntaxTrees.Single(t => t.FilePath.EndsWith("my-study.csx", StringComparison.Ordinal));
        var place = tree.GetRoot().DescendantNodes().OfType<InvocationExpressionSyntax>().First().SpanStart;
        var words = compilation.GetSemanticModel(tree).LookupSymbols(place).Select(s => s.Name).ToHashSet();
        foreach (var word in new[] { "Langs", "Axis", "Decoder", "HalfWidth", "Arithmetic", "NumberWordText", "Mgsm", "Lora" })
            words.ShouldContain(word);
        // What the page on editors says: no other errors than of what makes a script a script.
        compilation
            .GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.Id)
            .Distinct()
            .ShouldBeSubsetOf(["CS7011", "CS0029", "CS1529"]);
    }

    /// <summary>As OmniSharp makes a script's project: the options of the response file, in the folder that is open.</summary>
    private static CSharpCompilation OmniSharp(string folder, string recipe) =>
        Script(recipe, CSharpCommandLineParser.Script.Parse([$"@{Path.Combine(folder, "recipes.rsp")}"], folder, null));

    private static CSharpCompilation Script(string recipe, CSharpCommandLineArguments arguments)
    {
        arguments.Errors.ShouldBeEmpty();
        var options = arguments
            .CompilationOptions.WithSourceReferenceResolver(new SourceFileResolver([], Path.GetDirectoryName(recipe)))
            .WithMetadataReferenceResolver(ScriptMetadataResolver.Default.WithBaseDirectory(Path.GetDirectoryName(recipe)))
            .WithOutputKind(OutputKind.DynamicallyLinkedLibrary);
        var framework = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(f => Path.GetFileName(f).StartsWith("System.", StringComparison.Ordinal));
        var named = arguments.MetadataReferences.Select(r => Path.GetFullPath(r.Reference, arguments.BaseDirectory!));
        var tree = CSharpSyntaxTree.ParseText(File.ReadAllText(recipe), CSharpParseOptions.Default.WithKind(SourceCodeKind.Script), recipe);
        return CSharpCompilation.CreateScriptCompilation(
            "recipe",
            tree,
            framework.Concat(named).Select(f => MetadataReference.CreateFromFile(f)),
            options
        );
    }

    private static List<Diagnostic> Errors(Compilation compilation) =>
        [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];

    private string Msbuild(params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", ["msbuild", "recipes.csproj", "-nologo", .. arguments])
        {
            WorkingDirectory = _clt.Folder,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        process.ExitCode.ShouldBe(0, output);
        return output;
    }
}
