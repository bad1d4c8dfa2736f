using Clt.Plugins.Catalog;
using Clt.Testing;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Clt.Scripting.Tests;

/// <summary>The reference for editors, compiled against as an editor does: with nothing but what the recipe itself names.</summary>
public class EditorReferenceTests
{
    public static TheoryData<string> Recipes =>
        [
            .. Directory
                .GetFiles(Path.Combine(RepositoryRoot.Folder, "recipes"), "*.csx", SearchOption.AllDirectories)
                .Select(f => Path.GetRelativePath(RepositoryRoot.Folder, f)),
        ];

    private static string Reference
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (Path.GetFileName(folder) != "artifacts")
                folder = Path.GetDirectoryName(folder)!;
            return Path.Combine(folder, "Clt.Recipes.dll");
        }
    }

    private static IEnumerable<Diagnostic> Errors(string body)
    {
        var options = ScriptOptions.Default.WithMetadataResolver(ScriptMetadataResolver.Default);
        var script = CSharpScript.Create($"#r \"{Reference}\"\nusing static Clt.Recipe;\n{body}", options);
        return script.GetCompilation().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
    }

    [Theory]
    [MemberData(nameof(Recipes))]
    public void Every_recipe_of_the_repository_names_it(string recipe)
    {
        var path = Path.Combine(RepositoryRoot.Folder, recipe);
        var named = File.ReadLines(path).Where(l => l.StartsWith("#r ", StringComparison.Ordinal)).Select(l => l.Split('"')[1]).First();
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(path)!, named)).ShouldBe(Reference);
    }

    [Fact]
    public void The_words_of_recipes_are_known() => Errors("var seen = Langs(\"es fr\"); return seen;").ShouldBeEmpty();

    [Fact]
    public void A_misspelt_word_is_not() => Errors("return Langz(\"es\");").ShouldHaveSingleItem().Id.ShouldBe("CS0103");

    [Fact]
    public void The_host_compiles_the_same_recipe_with_its_own_words()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Write("recipe.csx", $"#r \"{Reference}\"\nusing static Clt.Recipe;\nreturn Langs(\"es fr\");");
        var options = new RecipeOptions { CacheFolder = null };
        using var script = new RecipeCompiler(PluginCatalog.Empty, options).Load(path);
        script.Run<object>().GetType().Assembly.GetName().Name.ShouldBe("Clt.Abstractions");
    }
}
