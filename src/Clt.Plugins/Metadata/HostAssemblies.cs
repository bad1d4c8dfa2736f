using System.Reflection;

namespace Clt.Plugins.Metadata;

/// <summary>The assemblies that the running host brings: the framework's and its own.</summary>
public static class HostAssemblies
{
    /// <summary>Assemblies whose types are the same in the host and in every plugin.</summary>
    public static readonly IReadOnlyList<string> Shared =
    [
        "Clt.Abstractions",
        "Clt.Formats",
        "Clt.Kernels",
        "Clt.Engine",
        "Clt.Results",
        "Clt.Recipes",
        "Clt.Running",
        "TorchSharp",
        "Microsoft.ML.Tokenizers",
    ];

    private static readonly Lazy<IReadOnlyDictionary<string, string>> ByName = new(Find);

    /// <summary>The file of each assembly the host can load by its simple name.</summary>
    public static IReadOnlyDictionary<string, string> Paths => ByName.Value;

    /// <summary>
    /// The problems a plugin would meet on loading, as far as metadata tells: references nobody fulfils, contract types that are gone.
    /// </summary>
    /// <param name="facts">The plugin's main assembly.</param>
    /// <param name="path">Its file, named in problems.</param>
    /// <param name="others">Simple names of the main assemblies of all plugins.</param>
    public static IEnumerable<Problem> Check(AssemblyFacts facts, string path, IReadOnlySet<string> others)
    {
        var folder = Path.GetDirectoryName(path)!;
        foreach (var reference in facts.References)
        {
            var name = reference.Name!;
            if (Shared.Contains(name) && VersionHere(name) is { } here && reference.Version > here)
            {
                yield return TooNew(name == "Clt.Abstractions" ? "the contract" : "the host", name, reference.Version!, here, path);
            }
            else if (name == "System.Runtime" && reference.Version!.Major > Environment.Version.Major)
            {
                yield return TooNew(".NET", name, reference.Version, Environment.Version, path);
            }
            else if (!Paths.ContainsKey(name) && !others.Contains(name) && !File.Exists(Path.Combine(folder, name + ".dll")))
            {
                yield return new Problem(
                    $"it needs {name} {reference.Version}, which is neither beside it nor in the host",
                    path,
                    $"Put {name}.dll beside it."
                );
            }
        }

        foreach (var type in facts.ContractTypes.Where(t => typeof(ISource).Assembly.GetType(t) is null))
        {
            yield return new Problem($"it uses {type}, which this host's contract lacks", path, "Build it against this host's contract.");
        }
    }

    /// <summary>The version of an assembly of this host, read without loading it; null of libraries and of what is not here.</summary>
    private static Version? VersionHere(string name) =>
        name.StartsWith("Clt.", StringComparison.Ordinal) && Paths.TryGetValue(name, out var path)
            ? AssemblyName.GetAssemblyName(path).Version
            : null;

    private static Problem TooNew(string what, string name, Version needed, Version there, string path) =>
        new($"it was built against a newer version of {what} ({name} {needed}; here it is {there})", path, "Build it against this host.");

    private static Dictionary<string, string> Find()
    {
        var trusted = (string?)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES") ?? "";
        var paths = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var path in trusted.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries))
        {
            paths.TryAdd(Path.GetFileNameWithoutExtension(path), path);
        }

        return paths;
    }
}
