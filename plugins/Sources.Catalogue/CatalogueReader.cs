using System.Globalization;
using System.Text.RegularExpressions;
using Clt.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Clt.Plugins.Sources.Catalogue;

/// <summary>Strict YAML reader of a <c>catalogue.yaml</c>: an unknown key is an error, and all problems are told at once.</summary>
internal sealed partial class CatalogueReader
{
    public const string FileName = "catalogue.yaml";

    private static readonly string[] SetKeys =
    [
        "name",
        "kind",
        "title",
        "word",
        "languages",
        "licence",
        "citation",
        "home",
        "address",
        "confirmed",
        "note",
        "layout",
        "pattern",
        "fields",
        "id",
        "files",
    ];

    private static readonly string[] RequiredKeys = ["name", "licence", "citation", "home", "layout", "files"];
    private static readonly string[] FileKeys = ["path", "sha256", "bytes", "address"];

    private readonly string _path;
    private readonly List<Problem> _faults = [];

    private CatalogueReader(string path) => _path = path;

    /// <exception cref="InputException">It cannot be read, is not YAML, or a key is missing, unknown or has a wrong value.</exception>
    public static IReadOnlyList<CatalogueEntry> Read(string path)
    {
        try
        {
            return new CatalogueReader(path).Parse(File.ReadAllText(path));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the catalogue cannot be read: {fault.Message}", path, "Make the file readable.", fault);
        }
    }

    private List<CatalogueEntry> Parse(string text)
    {
        var root = Keys(Root(text), ["sets"], ["sets"]);
        List<CatalogueEntry> entries = [];
        foreach (var node in Items(root.GetValueOrDefault("sets"), "sets"))
        {
            if (Entry(node) is not { } entry)
                continue;
            if (entries.Any(e => e.Name == entry.Name))
                Fault(node, $"the set '{entry.Name}' stands here twice", "Give each a name of its own.");
            entries.Add(entry);
        }

        return _faults.Count == 0 ? entries : throw new InputException(_faults);
    }

    private YamlNode? Root(string text)
    {
        try
        {
            var documents = ShallowParser.Documents(text);
            return documents.Count == 0 ? null : documents[0].RootNode;
        }
        catch (YamlException fault)
        {
            throw new InputException(
                $"not valid YAML: {fault.Message}",
                $"{_path}({fault.Start.Line},{fault.Start.Column})",
                "Mend the syntax there.",
                fault
            );
        }
    }

    private CatalogueEntry? Entry(YamlNode node)
    {
        var before = _faults.Count;
        var set = Keys(node, SetKeys, RequiredKeys);
        string Text(string key) => Scalar(set, key) ?? "";
        var (name, kind, languages) = (Text("name"), Scalar(set, "kind") ?? "data", Text("languages"));
        if (set.ContainsKey("name") && !NamePattern().IsMatch(name))
            Fault(set["name"], $"'{name}' is no name for a set", "Use small letters, digits and dashes.");
        if (kind is not ("data" or "model"))
            Fault(set["kind"], $"there is no kind '{kind}'", "Write data or model.");
        foreach (var tag in languages.Split(' ', StringSplitOptions.RemoveEmptyEntries).Distinct().Where(t => !Language.TryParse(t, out _)))
            Fault(set["languages"], $"there is no language '{tag}'", "Use ISO 639 codes with spaces between, such as de ja pt-BR.");
        var confirmed = Scalar(set, "confirmed") ?? "no";
        if (confirmed is not ("yes" or "no"))
            Fault(set["confirmed"], $"'{confirmed}' is neither yes nor no", "Write yes or no.");
        var address = Address(set, "address");
        var layout = Text("layout");
        foreach (var key in new[] { "pattern", "fields", "id" }.Where(k => layout != "files" && set.ContainsKey(k)))
            Fault(set[key], $"'{key}' belongs to the layout files, and this is {layout}", $"Leave '{key}' out.");
        if (layout == "files" && !set.ContainsKey("pattern"))
            Fault(node, "the key 'pattern' is missing", "Add 'pattern: \"{language}.jsonl\"'.");
        var files = Items(set.GetValueOrDefault("files"), "files").Select(f => OneFile(f, address)).OfType<CatalogueFile>().ToList();
        if (set.ContainsKey("files") && files.Count == 0)
            Fault(set["files"], "no file is named", "Name at least one, with its SHA-256.");
        if (_faults.Count > before)
            return null;
        var card = new DataSetInfo(
            name,
            kind,
            Text("title"),
            Text("word"),
            languages,
            Text("licence"),
            Text("citation"),
            Text("home"),
            files.Sum(f => f.Bytes ?? 0)
        )
        {
            Note = Text("note"),
            Confirmed = confirmed == "yes",
            CanBeFetched = files.All(f => f.Address is not null),
        };
        var read = new SetLayout(layout, languages, Scalar(set, "pattern"), Scalar(set, "fields"), Scalar(set, "id"), Place(node));
        return new CatalogueEntry(card, read, files);
    }

    private CatalogueFile? OneFile(YamlNode node, Uri? folder)
    {
        var before = _faults.Count;
        var file = Keys(node, FileKeys, ["path", "sha256"]);
        var (path, sum) = (Scalar(file, "path") ?? "", Scalar(file, "sha256") ?? "");
        if (path.Length > 0 && (Path.IsPathRooted(path) || path.Split('/', '\\').Contains("..")))
            Fault(file["path"], $"'{path}' leads out of the set's folder", "Write a path within it.");
        if (sum.Length > 0 && !SumPattern().IsMatch(sum))
            Fault(file["sha256"], $"'{sum}' is no SHA-256", "Write the 64 hexadecimal digits that sha256sum prints.");
        long? bytes = null;
        if (Scalar(file, "bytes") is { } size)
        {
            if (long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var count))
                bytes = count;
            else
                Fault(file["bytes"], $"'{size}' is no size in bytes", "Write a whole number, or leave it out.");
        }

        var own = Address(file, "address");
        if (_faults.Count > before)
            return null;
        return new CatalogueFile(path, sum, bytes, own ?? (folder is null ? null : new Uri(folder, path)));
    }

    private Uri? Address(Dictionary<string, YamlNode> values, string key)
    {
        if (Scalar(values, key) is not { } text)
            return null;
        if (Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            return address;
        Fault(values[key], $"'{text}' is no address", "Give one that starts with https://.");
        return null;
    }

    private Dictionary<string, YamlNode> Keys(YamlNode? node, string[] known, string[] required)
    {
        var values = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        if (node is not YamlMappingNode mapping)
        {
            Fault(node, "here stands no mapping of keys to values", $"Write lines such as '{required[0]}: …'.");
            return values;
        }

        foreach (var (name, value) in mapping.Children)
        {
            var key = (name as YamlScalarNode)?.Value ?? "";
            if (known.Contains(key))
                values[key] = value;
            else
                Fault(name, $"unknown key '{key}'", Suggest.DidYouMean(key, known, $"The keys are {string.Join(", ", known)}."));
        }

        foreach (var key in required.Where(k => !values.ContainsKey(k)))
            Fault(node, $"the key '{key}' is missing", $"Add '{key}: …'.");
        return values;
    }

    private IEnumerable<YamlNode> Items(YamlNode? node, string key)
    {
        if (node is null)
            return [];
        if (node is YamlSequenceNode list)
            return list.Children;
        Fault(node, $"'{key}' is no list", "Write a line with a dash for each item.");
        return [];
    }

    private string? Scalar(Dictionary<string, YamlNode> values, string key)
    {
        if (!values.TryGetValue(key, out var node))
            return null;
        if (node is YamlScalarNode { Value: { Length: > 0 } value })
            return value;
        Fault(node, $"'{key}' has no value", $"Write one text after '{key}:', or leave it out.");
        return null;
    }

    private void Fault(YamlNode? at, string what, string mend) => _faults.Add(new Problem(what, Place(at), mend));

    private string Place(YamlNode? at) => at is null ? _path : $"{_path}({at.Start.Line},{at.Start.Column})";

    [GeneratedRegex("^[a-z0-9][a-z0-9-]*$")]
    private static partial Regex NamePattern();

    [GeneratedRegex("^[0-9a-f]{64}$")]
    private static partial Regex SumPattern();
}
