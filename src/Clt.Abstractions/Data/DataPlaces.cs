namespace Clt;

/// <summary>Data directories: where sets that are known by name are looked for, and where they are kept.</summary>
/// <param name="RecipeFolder">The folder of the recipe, whose <c>catalogue.yaml</c> adds sets; null for none.</param>
/// <param name="CacheFolder">Where what is fetched is kept.</param>
/// <param name="Report">Takes one-line messages on slow work.</param>
/// <param name="Cancel">Ends a download early.</param>
public sealed record DataPlaces(string? RecipeFolder, string CacheFolder, Action<string> Report, CancellationToken Cancel = default)
{
    private static readonly AsyncLocal<DataPlaces?> Used = new();

    /// <summary>The user's cache: <c>$XDG_CACHE_HOME/clt</c>, else <c>~/.cache/clt</c>.</summary>
    public static string UserCache { get; } =
        Path.Combine(
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } set && Path.IsPathRooted(set)
                ? set
                : Path.Combine(
                    // Also where HOME names a folder that is not there yet: without this it would be the working folder.
                    Environment.GetFolderPath(Environment.SpecialFolder.UserProfile, Environment.SpecialFolderOption.DoNotVerify),
                    ".cache"
                ),
            "clt"
        );

    /// <summary>
    /// The source tree that this program was built in: the nearest folder above it with <c>CltHost.sln</c>; null for none.
    /// </summary>
    public static string? SourceTree { get; } = FindTree();

    /// <summary>Those of the recipe that runs; outside of a recipe, the user's cache alone.</summary>
    public static DataPlaces Current => Used.Value ?? new DataPlaces(null, UserCache, _ => { });

    /// <summary>Makes the words of a recipe look in these places until the result is disposed.</summary>
    public static IDisposable Use(DataPlaces places)
    {
        var before = Used.Value;
        Used.Value = places;
        return new Scope(() => Used.Value = before);
    }

    private static string? FindTree()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "CltHost.sln")))
            folder = folder.Parent;
        return folder?.FullName;
    }

    private sealed class Scope(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
