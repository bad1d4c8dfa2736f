namespace Clt.Host;

/// <summary>The source tree that this host was built in.</summary>
internal static class SourceTree
{
    /// <exception cref="InputException">The host was moved away from its source tree.</exception>
    public static string Find() =>
        DataPlaces.SourceTree
        ?? throw new InputException(
            "no CltHost.sln in the folders above the host",
            AppContext.BaseDirectory,
            "Run clt from a clone of the repository"
        );
}
