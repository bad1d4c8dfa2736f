using System.Text.RegularExpressions;
using Clt.Yaml;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Clt.Plugins.Manifests;

/// <summary>Reads <c>plugin.yaml</c> strictly: an unknown key is an error, and all problems are told at once with their lines.</summary>
public static partial class ManifestReader
{
    public const string FileName = "plugin.yaml";

    private static readonly string[] Keys = ["id", "version", "contract", "assembly", "provides", "description"];

    private static readonly string[] Required = ["id", "version", "contract", "assembly"];

    /// <exception cref="InputException">
    /// The file cannot be read, is not YAML, or a key is missing, unknown or has a wrong value.
    /// </exception>
    public static PluginManifest Read(string path)
    {
        try
        {
            return Parse(File.ReadAllText(path), path);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException($"the manifest cannot be read: {fault.Message}", path, "Make the file readable.", fault);
        }
    }

    /// <param name="text">The manifest.</param>
    /// <param name="path">Only named in messages.</param>
    public static PluginManifest Parse(string text, string path)
    {
        var faults = new List<Problem>();
        void Fault(YamlNode? at, string what, string mend) =>
            faults.Add(new Problem(what, at is null ? path : $"{path}({at.Start.Line},{at.Start.Column})", mend));

        var root = ReadRoot(text, path);
        var values = new Dictionary<string, YamlNode>(StringComparer.Ordinal);
        foreach (var (node, value) in root.Children)
        {
            var key = (node as YamlScalarNode)?.Value ?? "";
            if (Keys.Contains(key))
                values[key] = value;
            else
                Fault(node, $"unknown key '{key}'", Suggest.DidYouMean(key, Keys, $"The keys are {string.Join(", ", Keys)}."));
        }

        string? Scalar(string key)
        {
            if (!values.TryGetValue(key, out var node))
                return null;
            if (node is YamlScalarNode { Value: { Length: > 0 } value })
                return value;
            Fault(node, $"'{key}' has no value", $"Write one text after '{key}:'.");
            return null;
        }

        foreach (var key in Required.Where(k => !values.ContainsKey(k)))
            Fault(null, $"the key '{key}' is missing", $"Add '{key}: …'.");
        var (id, version, contract, assembly) = (Scalar("id"), Scalar("version"), Scalar("contract"), Scalar("assembly"));
        if (id is not null && !IdPattern().IsMatch(id))
        {
            Fault(values["id"], $"the id '{id}' is not a name", "Use letters, digits, dots, dashes and underscores.");
        }

        if (version is not null && !ContractRange.TryParseVersion(version, out _))
        {
            Fault(values["version"], $"the version '{version}' is not a version", "Write numbers and dots, such as 1.0.0.");
        }

        ContractRange? range = null;
        if (contract is not null && !ContractRange.TryParse(contract, out range))
        {
            Fault(values["contract"], $"the contract range '{contract}' is not a range", "Write bounds such as '>=1.0 <2.0'.");
        }

        if (assembly is not null && assembly != Path.GetFileName(assembly))
        {
            Fault(values["assembly"], $"the assembly '{assembly}' is not a plain file name", "Put the assembly beside the manifest.");
        }

        var provides = Names(values.GetValueOrDefault("provides"), Fault);
        if (faults.Count > 0)
            throw new InputException(faults);
        var file = assembly!.EndsWith(".dll", StringComparison.OrdinalIgnoreCase) ? assembly : assembly + ".dll";
        return new PluginManifest(id!, version!, range!, file, provides, Scalar("description") ?? "");
    }

    private static YamlMappingNode ReadRoot(string text, string path)
    {
        try
        {
            if (ShallowParser.Documents(text) is [{ RootNode: YamlMappingNode root }])
                return root;
            throw new InputException("the manifest is not a mapping of keys to values", path, "Write lines such as 'id: my.plugin'.");
        }
        catch (YamlException fault)
        {
            throw new InputException(
                $"not valid YAML: {fault.Message}",
                $"{path}({fault.Start.Line},{fault.Start.Column})",
                "Mend the syntax there.",
                fault
            );
        }
    }

    private static List<string> Names(YamlNode? node, Action<YamlNode, string, string> fault)
    {
        if (node is null)
            return [];
        if (node is YamlSequenceNode list && list.Children.All(c => c is YamlScalarNode { Value.Length: > 0 }))
        {
            return [.. list.Children.Select(c => ((YamlScalarNode)c).Value!)];
        }

        fault(node, "'provides' is not a list of names", "Write it as '[name, other-name]'.");
        return [];
    }

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]*$")]
    private static partial Regex IdPattern();
}
