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
    /// <summary>The name as C# has it: <c>ReadDate</c>.</summary>
    public string ClassName => string.Concat(Name.Split('-').Select(part => char.ToUpper(part[0], CultureInfo.InvariantCulture) + part[1..]));

    /// <summary>Writes the file or the folder, whole or not at all.</summary>
    /// <param name="parent">Where it goes.</param>
    /// <param name="host">The source tree whose contract a project is built against.</param>
    /// <returns>The path of the recipe or of the project's folder.</returns>
    /// <exception cref="InputException">The name is not one, or something of that name is there.</exception>
    public string Write(string parent, string host)
    {
        var path = Path.Combine(parent, Kind == ScaffoldKind.Recipe ? Name + ".csx" : Name);
        Check(path);
        if (Kind == ScaffoldKind.Recipe)
        {
            AtomicFile.WriteText(path, Text("recipe.csx", Path.GetRelativePath(Path.GetFullPath(parent), host)));
            return path;
        }

        AtomicFolder.Write(path, unfinished =>
        {
            var fromFolder = Path.GetRelativePath(Path.GetFullPath(path), host);
            AtomicFile.WriteText(Path.Combine(unfinished, ClassName + ".csproj"), Text("project.csproj", fromFolder));
            AtomicFile.WriteText(Path.Combine(unfinished, "plugin.yaml"), Text("plugin.yaml", fromFolder));
            AtomicFile.WriteText(Path.Combine(unfinished, ClassName + Suffix + ".cs"), Text(KindName + ".cs", fromFolder));
            return true;
        });

        return path;
    }

    private string KindName => Kind.ToString().ToLowerInvariant();

    private string Suffix => Kind == ScaffoldKind.Model ? "Family" : Kind.ToString();

    private void Check(string path)
    {
        if (!NamePattern().IsMatch(Name))
            throw new InputException($"'{Name}' is no name", "clt new", "Use small letters, digits and dashes, beginning with a letter, such as read-date.");
        if (File.Exists(path) || Directory.Exists(path))
            throw new InputException("something of that name is there", path, "Take another name, or another folder with --out.");
    }

    private string Text(string template, string host)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Clt.Host.Scaffolding.Templates.{template}.txt")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().Replace("__Name__", ClassName).Replace("__name__", Name).Replace("__kind__", KindName).Replace("__Host__", host);
    }

    [GeneratedRegex("^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    private static partial Regex NamePattern();
}
