using System.Text.Json;
using Clt.Formats.Files;
using Clt.Host.Scaffolding;

namespace Clt.Host.Packaging;

/// <summary>
/// Templates of <c>dotnet new</c>, a folder each: the files that <c>clt new</c> writes, with its placeholders, and the description by which
/// the template engine puts a name in their place.
/// </summary>
internal static class TemplateFolder
{
    private const string Editors = "// Editors complete its words after: clt new editor .";

    /// <summary>What there are templates of: all that <c>clt new</c> writes but workflows and files for editors.</summary>
    public static IReadOnlyList<ScaffoldKind> Kinds { get; } =
    [.. Enum.GetValues<ScaffoldKind>().Except([ScaffoldKind.Ci, ScaffoldKind.Editor])];

    /// <summary>Writes all of them.</summary>
    public static void Write(string folder)
    {
        foreach (var kind in Kinds)
        {
            foreach (var (path, text) in Files(kind).Append((".template.config/template.json", Description(kind))))
            {
                var file = Path.Combine(folder, Scaffold.NameOf(kind), path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                AtomicFile.WriteText(file, text);
            }
        }
    }

    private static IEnumerable<(string Path, string Text)> Files(ScaffoldKind kind)
    {
        if (kind == ScaffoldKind.Recipe)
            return [Scaffold.RecipeFile(Editors)];
        var contract = ContractReference.Package.Item("", Scaffold.IsOfTraining(kind));
        var files = Scaffold.PluginFiles(kind, contract, ContractReference.Package.TestItem(""));
        return files.Append((Scaffold.NuGet, Scaffold.Template(Scaffold.NuGet)));
    }

    private static string Description(ScaffoldKind kind)
    {
        var isRecipe = kind == ScaffoldKind.Recipe;
        var name = Scaffold.NameOf(kind);
        const string packages = """
            ,
                "packages": { "type": "parameter", "datatype": "text", "defaultValue": "", "replaces": "__Packages__",
                              "description": "Full path of a folder of packages (clt pack --out DIR), a source beside the machine's." }
            """;
        const string sources = """
            ,
              "sources": [{ "modifiers": [{ "condition": "(packages == \"\")", "exclude": ["nuget.config"] }] }]
            """;
        var text = Scaffold
            .Template("template.json")
            .Replace("__kind__", name)
            .Replace("__type__", isRecipe ? "item" : "project")
            .Replace(
                "__description__",
                isRecipe ? "A study of cross-lingual transfer, as a script." : $"A plugin with one {name}, and tests of it."
            )
            .Replace("__parameters__", isRecipe ? "" : packages)
            .Replace("__sources__", isRecipe ? "" : sources);
        // A template that is not JSON would be passed over in silence when the package is installed.
        using var read = JsonDocument.Parse(text);
        return text;
    }
}
