using Clt.Yaml;
using YamlDotNet.Serialization;

namespace Clt.Recipes.Identity;

/// <summary>
/// A cell's canonical text taken apart: its settings, with those of the cells that it needs in place of their names, and the code of all of
/// them. Two cells with the same settings differ by their code alone.
/// </summary>
internal sealed class CellSettings
{
    private const string CodeKey = "code";
    private const int NameLength = 16;
    private const string Separator = ", ";

    private CellSettings() { }

    /// <summary>Values by path, such as <c>training.train.peak</c>.</summary>
    public SortedDictionary<string, string> Settings { get; } = new(StringComparer.Ordinal);

    /// <summary>Hashes or versions by the assembly or library that has them.</summary>
    public SortedDictionary<string, string> Code { get; } = new(StringComparer.Ordinal);

    /// <summary>What the cell makes: <c>finetune</c>.</summary>
    public string Kind => Settings.GetValueOrDefault("kind", "");

    /// <summary>Takes a text apart.</summary>
    /// <param name="yaml">The content of <c>cell.yaml</c>.</param>
    /// <param name="text">The text of the cell of a name; null where it is not known, and then its name stands for it.</param>
    public static CellSettings Of(string yaml, Func<string, string?> text)
    {
        var made = new CellSettings();
        made.AddText("", yaml, text);
        return made;
    }

    /// <summary>Whether another cell has the same settings.</summary>
    public bool HasSettingsOf(CellSettings other) => Settings.Count == other.Settings.Count && Settings.SequenceEqual(other.Settings);

    /// <summary>What of another's settings differs: path, its value and this one's; null where a side lacks it.</summary>
    public IReadOnlyList<(string Path, string? Theirs, string? Ours)> Changes(CellSettings other) => Changes(Settings, other.Settings);

    /// <summary>Assemblies and libraries that differ.</summary>
    public IReadOnlyList<string> CodeChanges(CellSettings other) =>
        [.. Changes(Code, other.Code).Select(c => c.Path).Order(StringComparer.Ordinal)];

    private static List<(string Path, string? Theirs, string? Ours)> Changes(
        SortedDictionary<string, string> ours,
        SortedDictionary<string, string> theirs
    )
    {
        // A needed cell whose text is gone is one difference, not as many as it has settings.
        var gone = theirs.Keys.Where(k => !ours.ContainsKey(k) && ours.Keys.Any(o => IsBelow(o, k))).ToList();
        return
        [
            .. gone.Select(k => (k, (string?)theirs[k], (string?)"another")),
            .. ours
                .Keys.Union(theirs.Keys)
                .Where(k => !gone.Contains(k) && !gone.Any(g => IsBelow(k, g)))
                .Select(k => (Path: k, Theirs: theirs.GetValueOrDefault(k), Ours: ours.GetValueOrDefault(k)))
                .Where(c => c.Theirs != c.Ours),
        ];
    }

    private static bool IsBelow(string path, string above) => path.StartsWith($"{above}.", StringComparison.Ordinal);

    private void AddText(string prefix, string yaml, Func<string, string?> text)
    {
        var read = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object?>>(new ShallowParser(yaml));
        foreach (var (key, value) in read)
        {
            var name = $"{key}";
            if (name == CodeKey && value is Dictionary<object, object?> code)
                AddCode(code);
            else
                Add(prefix + name, value, text);
        }
    }

    /// <summary>A needed cell may be of another build: both hashes stand then.</summary>
    private void AddCode(Dictionary<object, object?> code)
    {
        foreach (var (key, value) in code)
        {
            var known = Code.GetValueOrDefault($"{key}", "");
            if (!known.Contains($"{value}", StringComparison.Ordinal))
                Code[$"{key}"] = known.Length == 0 ? $"{value}" : $"{known} {value}";
        }
    }

    private void Add(string path, object? value, Func<string, string?> text)
    {
        switch (value)
        {
            case Dictionary<object, object?> fields:
                foreach (var (key, inner) in fields)
                    Add($"{path}.{key}", inner, text);
                break;
            case List<object?> items:
                for (var i = 0; i < items.Count; i++)
                    Add($"{path}.{i + 1}", items[i], text);
                break;
            case string id when IsName(id) && text(id) is { } needed:
                AddText($"{path}.", needed, text);
                break;
            // A cell and what is taken of it: 'ID, kept at 0.1', 'ID, adapter: Merge'.
            case string { Length: > NameLength } part
                when part[NameLength..].StartsWith(Separator, StringComparison.Ordinal)
                    && IsName(part[..NameLength])
                    && text(part[..NameLength]) is { } needed:
                Settings[$"{path}.taken"] = part[(NameLength + Separator.Length)..];
                AddText($"{path}.", needed, text);
                break;
            default:
                Settings[path] = $"{value}";
                break;
        }
    }

    private static bool IsName(string text) => text.Length == NameLength && text.All(char.IsAsciiHexDigitLower);
}
