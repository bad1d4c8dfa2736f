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
        if (Kind == ScaffoldKind.Recipe)
        {
            if (contract.Host is null)
                throw new InputException("a recipe is built against no package", "--packages", "Leave the option out.");
            var host = Path.GetRelativePath(Path.GetFullPath(parent), contract.Host);
            AtomicFile.WriteText(path, Text("recipe.csx").Replace("__Host__", host));
            return path;
        }

        AtomicFolder.Write(
            path,
            unfinished =>
            {
                var folder = Path.GetFullPath(path);
                Directory.CreateDirectory(Path.Combine(unfinished, Tests));
                void Add(string name, string text) => AtomicFile.WriteText(Path.Combine(unfinished, name), text);
                Add(ClassName + ".csproj", Text("project.csproj").Replace("__Contract__", contract.Item(folder, IsOfTraining)));
                Add("plugin.yaml", Text("plugin.yaml"));
                Add(ClassName + Suffix + ".cs", Text(KindName + ".cs"));
                var tests = contract.TestItem(Path.Combine(folder, Tests));
                Add(Path.Combine(Tests, ClassName + ".Tests.csproj"), Text("tests.csproj").Replace("__Contract__", tests));
                Add(Path.Combine(Tests, ClassName + Suffix + "Tests.cs"), Text(KindName + ".test.cs"));
                if (contract.Packages is { } feed)
                    Add("nuget.config", Text("nuget.config").Replace("__Packages__", Path.GetRelativePath(folder, feed)));
                return true;
            }
        );

        return path;
    }

    /// <summary>The contracts that a project built now works with: from this one to the end of its major version.</summary>
    private static string Range => $">={ContractVersion.Text} <{Version.Parse(ContractVersion.Text).Major + 1}.0";

    private string KindName => Kind.ToString().ToLowerInvariant();

    private string Suffix =>
        Kind switch
        {
            ScaffoldKind.Model => "Family",
            ScaffoldKind.Objective or ScaffoldKind.Adapter => "Spec",
            ScaffoldKind.Task or ScaffoldKind.Metric or ScaffoldKind.Source or ScaffoldKind.Schedule => Kind.ToString(),
            ScaffoldKind.Recipe or ScaffoldKind.Ci or ScaffoldKind.Editor => Kind.ToString(),
            _ => throw new ArgumentOutOfRangeException(nameof(Kind), Kind, "There is no such kind."),
        };

    /// <summary>Whether it takes more than the contract: tensors, and the words that axes vary.</summary>
    private bool IsOfTraining => Kind is ScaffoldKind.Objective or ScaffoldKind.Adapter or ScaffoldKind.Schedule;

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

    private string Text(string template)
    {
        var text = Template(template).Replace("__kind__", KindName).Replace("__range__", Range);
        return text.Replace("__Name__", ClassName).Replace("__name__", Name).Replace("__NAME__", ClassName.ToUpperInvariant());
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}
