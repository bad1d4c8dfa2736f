using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Clt.Formats.Files;

namespace Clt.Host.Scaffolding;

/// <summary>A recipe or a plugin's project that works as it stands, to be changed.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Name">Small letters, digits and dashes, beginning with a letter, such as <c>read-date</c>.</param>
internal sealed partial record Scaffold(ScaffoldKind Kind, string Name)
{
    internal const string NuGet = "nuget.config";
    private const string Tests = "tests";

    /// <summary>The name as C# has it: <c>ReadDate</c>.</summary>
    public string ClassName =>
        string.Concat(Name.Split('-').Select(part => char.ToUpper(part[0], CultureInfo.InvariantCulture) + part[1..]));

    /// <summary>Writes the file or the folder, whole or not at all.</summary>
    /// <param name="parent">Where it goes.</param>
    /// <param name="contract">What a project is built against; a recipe names the source tree for editors.</param>
    /// <returns>The path of the recipe or of the project's folder.</returns>
    /// <exception cref="InputException">The name is not one, something of that name is there, or a recipe is to use packages.</exception>
    public string Write(string parent, ContractReference contract)
    {
        var path = Path.Combine(parent, Kind == ScaffoldKind.Recipe ? Name + ".csx" : Name);
        Check(path);
        var full = Path.GetFullPath(path);
        if (Kind == ScaffoldKind.Recipe)
        {
            if (contract.Host is null)
                throw new InputException("a recipe is built against no package", "--packages", "Leave the option out.");
            var host = Path.GetRelativePath(Path.GetFullPath(parent), contract.Host);
            var recipe = RecipeFile(Template("recipe.editors").TrimEnd().Replace("__Host__", host));
            AtomicFile.WriteText(path, Named(recipe.Text));
            return path;
        }

        var files = PluginFiles(Kind, contract.Item(full, IsOfTraining(Kind)), contract.TestItem(Path.Combine(full, Tests)));
        AtomicFolder.Write(
            path,
            unfinished =>
            {
                Directory.CreateDirectory(Path.Combine(unfinished, Tests));
                foreach (var (name, text) in files)
                    AtomicFile.WriteText(Path.Combine(unfinished, Named(name)), Named(text));
                if (contract.Packages is { } feed)
                    AtomicFile.WriteText(Path.Combine(unfinished, NuGet), Sources(Path.GetRelativePath(full, feed)));
                return true;
            }
        );

        return path;
    }

    /// <summary>The file of a recipe, with placeholders for its name (<c>__Name__</c>, <c>__name__</c>) in path and text.</summary>
    /// <param name="editors">What stands in it for editors.</param>
    internal static (string Path, string Text) RecipeFile(string editors) =>
        ("__name__.csx", Template("recipe.csx").Replace("__Editors__", editors));

    /// <summary>The files of a plugin's project and its tests, with the same placeholders.</summary>
    /// <param name="kind">What the plugin adds.</param>
    /// <param name="contract">The project's reference to the contract.</param>
    /// <param name="tests">That of its tests.</param>
    internal static IReadOnlyList<(string Path, string Text)> PluginFiles(ScaffoldKind kind, string contract, string tests)
    {
        var suffix = Suffix(kind);
        string Text(string template) => Template(template).Replace("__kind__", NameOf(kind)).Replace("__range__", Range);
        return
        [
            ("__Name__.csproj", Text("project.csproj").Replace("__Contract__", contract)),
            ("plugin.yaml", Text("plugin.yaml")),
            ($"__Name__{suffix}.cs", Text(NameOf(kind) + ".cs")),
            (Path.Combine(Tests, "__Name__.Tests.csproj"), Text("tests.csproj").Replace("__Contract__", tests)),
            (Path.Combine(Tests, $"__Name__{suffix}Tests.cs"), Text(NameOf(kind) + ".test.cs")),
        ];
    }

    /// <summary>The file that adds a folder to the machine's package sources.</summary>
    internal static string Sources(string feed) => Template(NuGet).Replace("__Packages__", feed);

    /// <summary>Whether it takes more than the contract: tensors, and the words that axes vary.</summary>
    internal static bool IsOfTraining(ScaffoldKind kind) => kind is ScaffoldKind.Objective or ScaffoldKind.Adapter or ScaffoldKind.Schedule;

    /// <summary>As commands and files have it.</summary>
    internal static string NameOf(ScaffoldKind kind) => kind.ToString().ToLowerInvariant();

    /// <summary>The contracts that a project built now works with: from this one to the end of its major version.</summary>
    private static string Range => $">={ContractVersion.Text} <{Version.Parse(ContractVersion.Text).Major + 1}.0";

    private static string Suffix(ScaffoldKind kind) =>
        kind switch
        {
            ScaffoldKind.Model => "Family",
            ScaffoldKind.Objective or ScaffoldKind.Adapter => "Spec",
            ScaffoldKind.Task or ScaffoldKind.Metric or ScaffoldKind.Source or ScaffoldKind.Schedule => kind.ToString(),
            ScaffoldKind.Recipe or ScaffoldKind.Ci or ScaffoldKind.Editor => kind.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such kind."),
        };

    private void Check(string path)
    {
        if (!NamePattern().IsMatch(Name))
            throw new InputException(
                $"'{Name}' is no name",
                "clt new",
                "Use small letters, digits and dashes, beginning with a letter, such as read-date."
            );
        if (File.Exists(path) || Directory.Exists(path))
            throw new InputException("something of that name is there", path, "Take another name, or another folder with --out.");
    }

    /// <summary>A template's text, as it is stored.</summary>
    internal static string Template(string template)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Clt.Host.Scaffolding.Templates.{template}.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    private string Named(string text) =>
        text.Replace("__Name__", ClassName).Replace("__name__", Name).Replace("__NAME__", ClassName.ToUpperInvariant());

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}
