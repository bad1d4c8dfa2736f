namespace Clt.Host;

/// <summary>Where what is fetched or computed once is kept: <c>$XDG_CACHE_HOME/clt</c>, else <c>~/.cache/clt</c>.</summary>
internal static class CacheFolder
{
    public static string Path { get; } = System.IO.Path.GetFullPath(DataPlaces.UserCache);
}
