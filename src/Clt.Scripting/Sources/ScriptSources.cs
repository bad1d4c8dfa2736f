using System.Text.RegularExpressions;

namespace Clt.Scripting.Sources;

/// <summary>A recipe with all scripts that it loads, directly or through others, and the assemblies that they reference by path.</summary>
/// <remarks>
/// The directives are found without the compiler, so that a cached recipe needs none. A directive inside a comment is taken
/// for one, which does no harm: it only adds to the key of the cache. The compiler reports files that are missing.
/// </remarks>
internal sealed partial class ScriptSources
{
    /// <summary>The reference for editors. The host has all that is in it, so a recipe's <c>#r</c> of it adds nothing.</summary>
    public const string EditorReference = "Clt.Recipes";

    private readonly Dictionary<string, ScriptFile> _byName = new(StringComparer.Ordinal);
    private readonly List<ScriptFile> _files = [];
    private readonly List<string> _references = [];
    private readonly string _displayFolder;

    private ScriptSources(string path)
    {
        Folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
        _displayFolder = Path.GetDirectoryName(path) ?? "";
    }

    public ScriptFile Main => _files[0];

    public IReadOnlyList<ScriptFile> Files => _files;

    /// <summary>Full paths of the local assemblies that are referenced and exist, without <see cref="EditorReference"/>.</summary>
    public IReadOnlyList<string> References => _references;

    /// <summary>The recipe's folder, absolute.</summary>
    public string Folder { get; }

    /// <exception cref="InputException">The recipe is missing or cannot be read.</exception>
    public static ScriptSources Read(string path)
    {
        if (!File.Exists(path))
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path))!;
            var others = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.csx").Select(f => Path.GetFileName(f)!) : [];
            var mend = Suggest.DidYouMean(Path.GetFileName(path), others, "Give the path of a recipe (a .csx file).");
            throw new InputException("the recipe does not exist", path, mend);
        }

        var sources = new ScriptSources(path);
        try
        {
            sources.Add(Path.GetFullPath(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"the recipe cannot be read: {fault.Message}",
                path,
                "Make it and the files it loads readable.",
                fault
            );
        }

        return sources;
    }

    /// <summary>The file with a name, or null.</summary>
    public ScriptFile? Find(string name) => _byName.GetValueOrDefault(name);

    /// <summary>The path that a directive means: relative to the folder of the script it stands in.</summary>
    public string Resolve(string path, string? inFile) =>
        Path.GetFullPath(Path.Combine(Folder, Path.GetDirectoryName(inFile ?? "") ?? "", path));

    /// <summary>The name of a file by its absolute path.</summary>
    public string NameOf(string fullPath) => Path.GetRelativePath(Folder, fullPath).Replace(Path.DirectorySeparatorChar, '/');

    /// <summary>A name in the form in which the user gave the recipe's path.</summary>
    public string Display(string name) => Find(name)?.DisplayPath ?? Path.Combine(_displayFolder, name);

    private void Add(string fullPath)
    {
        var name = NameOf(fullPath);
        if (_byName.ContainsKey(name))
            return;
        var file = new ScriptFile(name, Path.Combine(_displayFolder, name), fullPath, File.ReadAllText(fullPath));
        _byName.Add(name, file);
        _files.Add(file);
        foreach (Match directive in Directive().Matches(file.Text))
        {
            var path = Resolve(directive.Groups["path"].Value, name);
            if (!File.Exists(path) || Path.GetFileNameWithoutExtension(path) == EditorReference)
                continue;
            if (directive.Groups["kind"].Value == "load")
                Add(path);
            else if (!_references.Contains(path))
                _references.Add(path);
        }
    }

    [GeneratedRegex("""^[ \t]*#[ \t]*(?<kind>load|r)[ \t]+"(?<path>[^"\r\n]+)"[ \t]*(//.*)?\r?$""", RegexOptions.Multiline)]
    private static partial Regex Directive();
}
