namespace Clt.Plugins.Sources.Catalogue;

/// <summary>Data directories that a user fills: the one that <c>CLT_DATA</c> names, or else the one beside the repository.</summary>
internal static class DataRoots
{
    public const string Variable = "CLT_DATA";

    /// <summary>The folder of sets, a folder each, and what it is called; null where there is none.</summary>
    public static (string Place, string Folder)? Find()
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } set)
            return (Variable, Path.GetFullPath(set));
        if (DataPlaces.SourceTree is not { } repository)
            return null;
        var beside = Path.GetFullPath(Path.Combine(repository, "..", "shared", "data"));
        return Directory.Exists(beside) ? ("../shared/data", beside) : null;
    }
}
