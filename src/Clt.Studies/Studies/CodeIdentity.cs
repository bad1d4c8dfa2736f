using System.Reflection;

namespace Clt.Studies;

/// <summary>The module version ids of the assemblies that implement a cell's stages: a changed plugin or engine makes other cells.</summary>
public static class CodeIdentity
{
    /// <summary>
    /// The version of this assembly's own part in a cell's numbers: drawing shares, choosing test items, scoring. Raise it when they
    /// change.
    /// </summary>
    public const int StudiesVersion = 1;

    private static readonly Assembly[] Always = [typeof(ITask).Assembly, Assembly.Load("Clt.Engine")];

    /// <summary>Assembly name and module version id, for the contracts, the engine and the assemblies of the given plugin objects.</summary>
    public static IReadOnlyList<(string Key, object? Value)> Of(IEnumerable<object> plugins) =>
    [
        .. Always.Concat(plugins.Select(p => p.GetType().Assembly)).Distinct()
            .Select(a => (Key: a.GetName().Name!, Value: (object?)a.ManifestModule.ModuleVersionId.ToString("N")))
            .OrderBy(a => a.Key, StringComparer.Ordinal),
        ("studies", StudiesVersion),
    ];
}
