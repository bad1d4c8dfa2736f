using System.Text.RegularExpressions;
using Clt.Host.Recipes;
using Clt.Testing;

namespace Clt.Host.Tests.Recipes;

/// <summary>
/// The pieces of recipes that the how-tos print, marked <c>csx</c>, compile and run as they stand, with the plugins that the host has.
/// </summary>
public sealed class HowToSnippetTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("clt-howto-").FullName;

    /// <summary>Those that bring no plugin's code: that is compiled, with its recipe, by the tests of scripting.</summary>
    public static TheoryData<string> Pages =>
        [
            .. Directory
                .GetFiles(Path.Combine(RepositoryRoot.Folder, "docs", "how-to"), "*.md")
                .Where(f => Blocks(f).Any() && !File.ReadAllText(f).Contains("```csharp", StringComparison.Ordinal))
                .Select(f => Path.GetFileName(f)!),
        ];

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [MemberData(nameof(Pages))]
    public void Every_piece_of_a_page_is_a_recipe_or_part_of_one(string page)
    {
        foreach (var block in Blocks(Path.Combine(RepositoryRoot.Folder, "docs", "how-to", page)))
        {
            var recipe = Path.Combine(_folder, "piece.csx");
            // A piece without a study is one that a reader puts into a recipe.
            File.WriteAllText(recipe, block.Contains("return ", StringComparison.Ordinal) ? block : $"{block}\nreturn Study(\"piece\");\n");
            using var body = RecipeBody.Open(new SessionOptions(recipe, [], [], Path.Combine(_folder, "runs")), _ => { }, default);
            body.Study.Name.ShouldNotBeEmpty();
        }
    }

    private static IEnumerable<string> Blocks(string file) =>
        Regex
            .Matches(File.ReadAllText(file), "^```csx\n(.*?)^```", RegexOptions.Singleline | RegexOptions.Multiline)
            .Select(m => m.Groups[1].Value);
}
