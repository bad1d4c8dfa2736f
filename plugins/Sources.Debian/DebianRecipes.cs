namespace Clt.Plugins.Sources.Debian;

/// <summary>What recipes call.</summary>
[RecipeApi]
public static class DebianRecipes
{
    /// <summary>
    /// Debian's package descriptions in every language that the machine's mirrors offer, fetched once with apt-get into the cache folder.
    /// </summary>
    /// <param name="lists">A folder of apt's unpacked lists (<c>…Translation-xx</c>) to read instead of fetching, or null.</param>
    /// <param name="seed">Decides the splits.</param>
    public static ISource DebianDescriptions(string? lists = null, long seed = 1) => new DebianDescriptionsSource(lists, seed);
}
