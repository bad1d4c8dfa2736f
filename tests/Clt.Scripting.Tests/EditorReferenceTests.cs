using Clt.Plugins.Catalog;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Scripting;
using Microsoft.CodeAnalysis.Scripting;

namespace Clt.Scripting.Tests;

/// <summary>The reference for editors, compiled against as an editor does: with nothing but what the recipe itself names.</summary>
public class EditorReferenceTests
{
    private static string Reference
    {
        get
        {
            var folder = AppContext.BaseDirectory;
            while (Path.GetFileName(folder) != "artifacts") folder = Path.GetDirectoryName(folder)!;
            return Path.Combine(folder, "Clt.Recipes.dll");
        }
    }

    private static IEnumerable<Diagnostic> Errors(string body)
    {
        var options = ScriptOptions.Default.WithMetadataResolver(ScriptMetadataResolver.Default);
        var script = CSharpScript.Create($"#r \"{Reference}\"\nusing static Clt.Recipe;\n{body}", options);
        return script.GetCompilation().GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error);
    }

    [Fact]
    public void The_words_of_recipes_are_known() => Errors("var seen = Langs(\"es fr\"); return seen;").ShouldBeEmpty();

    [Fact]
    public void A_misspelt_word_is_not() => Errors("return Langz(\"es\");").ShouldHaveSingleItem().Id.ShouldBe("CS0103");

    [Fact]
    public void The_host_compiles_the_same_recipe_with_its_own_words()
    {
        using var folder = new Plugins.Tests.Kit.TemporaryFolder();
        var path = folder.Write("recipe.csx", $"#r \"{Reference}\"\nusing static Clt.Recipe;\nreturn Langs(\"es fr\");");
        var options = new RecipeOptions { CacheFolder = null };
        using var script = new RecipeCompiler(PluginCatalog.Empty, options).Load(path);
        script.Run<object>().GetType().Assembly.GetName().Name.ShouldBe("Clt.Abstractions");
    }
}
