using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Clt.Host.Recipes;

/// <summary>
/// Plugin folders beside those of <c>--plugins</c>: of the environment's <c>CLT_PLUGINS</c>, and of <c>clt.yaml</c> beside the recipe (of
/// verbs without one, in the working folder).
/// </summary>
internal static class NamedPlugins
{
    /// <summary>Folders with a colon between (on Windows a semicolon), as in PATH.</summary>
    private const string Variable = "CLT_PLUGINS";

    private const string FileName = "clt.yaml";
    private const string Key = "plugins";

    /// <summary>All folders, each once: of the command line, of the environment, of the file.</summary>
    /// <param name="given">Of <c>--plugins</c>.</param>
    /// <param name="recipe">The recipe; null or empty for none.</param>
    /// <exception cref="InputException">A folder does not exist, or the file is damaged or has what is not known.</exception>
    public static IReadOnlyList<string> All(IEnumerable<string>? given, string? recipe = null)
    {
        var beside = string.IsNullOrEmpty(recipe) ? "." : Path.GetDirectoryName(Path.GetFullPath(recipe))!;
        var file = Path.Combine(beside, FileName);
        var problems = new List<Problem>();
        string[] environment = (Environment.GetEnvironmentVariable(Variable) ?? "").Split(
            Path.PathSeparator,
            StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries
        );
        foreach (var folder in environment.Where(f => !Directory.Exists(f)))
            problems.Add(new Problem("the plugin folder does not exist", $"environment, {Variable}, {folder}", "Mend the variable."));
        IReadOnlyList<string> written = File.Exists(file) ? Written(file, beside, problems) : [];
        if (problems.Count > 0)
            throw new InputException(problems);
        return
        [
            .. (given ?? []).Concat(environment).Concat(written).DistinctBy(f => Path.GetFullPath(f).TrimEnd(Path.DirectorySeparatorChar)),
        ];
    }

    private static IReadOnlyList<string> Written(string file, string folder, List<Problem> problems)
    {
        var folders = new List<string>();
        foreach (var (key, value) in Root(file).Children)
        {
            if (key is not YamlScalarNode { Value: Key })
            {
                problems.Add(new Problem($"'{key}' is not known", Place(file, key), $"Write '{Key}: [folder, …]', and nothing else."));
                continue;
            }

            if (value is not YamlSequenceNode list || list.Any(n => n is not YamlScalarNode { Value.Length: > 0 }))
            {
                problems.Add(new Problem($"'{Key}' is not a list of folders", Place(file, value), $"Write '{Key}: [folder, …]'."));
                continue;
            }

            foreach (var node in list.Cast<YamlScalarNode>())
            {
                var path = Path.Combine(folder, node.Value!);
                if (Directory.Exists(path))
                    folders.Add(path);
                else
                    problems.Add(
                        new Problem("the plugin folder does not exist", $"{Place(file, node)}, {path}", "Paths are relative to the file.")
                    );
            }
        }

        return folders;
    }

    private static YamlMappingNode Root(string file)
    {
        try
        {
            var yaml = new YamlStream();
            using var reader = new StreamReader(file);
            yaml.Load(reader);
            return yaml.Documents.Count == 1 && yaml.Documents[0].RootNode is YamlMappingNode root
                ? root
                : throw new InputException("it is no mapping", file, $"Write '{Key}: [folder, …]'.");
        }
        catch (YamlException e)
        {
            throw new InputException($"the YAML is broken ({e.Message})", $"{file}:{e.Start.Line}", $"Write '{Key}: [folder, …]'.", e);
        }
    }

    private static string Place(string file, YamlNode node) => $"{file}:{node.Start.Line}";
}
