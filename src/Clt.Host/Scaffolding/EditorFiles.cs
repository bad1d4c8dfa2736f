using Clt.Formats.Files;
using Clt.Plugins.Catalog;
using Clt.Plugins.Metadata;
using Clt.Scripting;

namespace Clt.Host.Scaffolding;

/// <summary>
/// What editors read beside recipes, so that they know every word, plugins' included: <c>omnisharp.json</c> with <c>recipes.rsp</c> for
/// OmniSharp, the one language server that knows scripts; <c>recipes.csproj</c> for the C# Dev Kit; and VS Code's settings.
/// </summary>
/// <param name="plugins">The plugins whose words are to be known.</param>
internal sealed class EditorFiles(PluginCatalog plugins)
{
    private const string Response = "recipes.rsp",
        Project = "recipes.csproj",
        OmniSharp = "omnisharp.json";

    private readonly RecipeOptions _options = new();

    /// <summary>Writes them into a folder of recipes; those that are there are of an earlier build or of other plugins.</summary>
    /// <returns>The paths written.</returns>
    public IReadOnlyList<string> Write(string folder)
    {
        var home = Path.GetFullPath(folder);
        (string Path, string Text)[] files =
        [
            (Path.Combine(folder, OmniSharp), Scaffold.Template(OmniSharp)),
            (Path.Combine(folder, Response), Scripts(home)),
            (Path.Combine(folder, Project), Projects(home)),
            (Path.Combine(folder, ".vscode", "settings.json"), Scaffold.Template("settings.json")),
        ];
        foreach (var (path, text) in files)
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.WriteText(path, text);
        }

        return [.. files.Select(f => f.Path)];
    }

    /// <summary>The same, where none of them is there: they may be the user's.</summary>
    public IReadOnlyList<string> WriteFirst(string folder) =>
        new[] { OmniSharp, Response, Project }.Any(name => File.Exists(Path.Combine(folder, name))) ? [] : Write(folder);

    /// <summary>Options of the script compiler, a line each.</summary>
    private string Scripts(string folder)
    {
        var references = Assemblies(folder).Select(path => $"/r:\"{path}\"");
        var imports = _options.Namespaces.Concat(StaticClasses).Select(name => $"/u:{name}");
        return Scaffold.Template(Response) + string.Concat(references.Concat(imports).Select(line => line + "\n"));
    }

    private string Projects(string folder)
    {
        var references = Assemblies(folder).Select(path => $"    <Reference Include=\"{path}\" Private=\"false\" />\n");
        var usings = _options
            .Namespaces.Select(name => $"    <Using Include=\"{name}\" />\n")
            .Concat(StaticClasses.Select(name => $"    <Using Include=\"{name}\" Static=\"true\" />\n"));
        return Scaffold
            .Template(Project)
            .Replace("__References__", string.Concat(references).TrimEnd())
            .Replace("__Usings__", string.Concat(usings).TrimEnd());
    }

    private IEnumerable<string> StaticClasses =>
        _options.StaticClasses.Concat(plugins.Plugins.SelectMany(p => p.Facts.RecipeApis).Select(a => a.TypeName)).Distinct();

    private IEnumerable<string> Assemblies(string folder) =>
        _options
            .HostAssemblies.Where(HostAssemblies.Paths.ContainsKey)
            .Select(name => HostAssemblies.Paths[name])
            .Concat(plugins.Plugins.Select(p => p.AssemblyPath))
            .Select(path => Path.GetRelativePath(folder, path));
}
