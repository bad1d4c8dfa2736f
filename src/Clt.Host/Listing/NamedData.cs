using System.Globalization;
using Clt.Plugins.Catalog;

namespace Clt.Host.Listing;

/// <summary>Dataset registries of the plugins, as the command line uses them.</summary>
internal static class NamedData
{
    /// <summary>All sets; those of a <c>catalogue.yaml</c> in the working folder too.</summary>
    public static IReadOnlyList<DataSetInfo> Sets(PluginCatalog plugins) => [.. Catalogues(plugins).SelectMany(c => c.Sets(Here(default)))];

    /// <summary>Fetches sets by name, each from the catalogue that has it.</summary>
    /// <exception cref="InputException">Some names are unknown (all are told), or a set cannot be had.</exception>
    public static IEnumerable<DataSetInfo> Fetch(PluginCatalog plugins, IReadOnlyList<string> names, CancellationToken cancel)
    {
        var places = Here(cancel);
        var owners = Catalogues(plugins).SelectMany(c => c.Sets(places).Select(s => (s.Name, Catalogue: c))).ToList();
        var unknown = names
            .Where(n => owners.All(o => o.Name != n))
            .Select(n => new Problem(
                $"there is no set '{n}' in the catalogue",
                "clt data fetch",
                Suggest.DidYouMean(n, owners.Select(o => o.Name), "clt list data prints them; a recipe's name ends in .csx.")
            ))
            .ToList();
        if (unknown.Count > 0)
            throw new InputException(unknown);
        return names.Select(n => owners.First(o => o.Name == n).Catalogue.Fetch(n, places));
    }

    /// <summary>A size as people read it, such as <c>14.0 MB</c>.</summary>
    public static string Size(long bytes) =>
        bytes switch
        {
            0 => "",
            < 1_000_000 => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e3:0.0} kB"),
            _ => string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0.0} MB"),
        };

    private static IReadOnlyList<IDataCatalogue> Catalogues(PluginCatalog plugins) => plugins.All<IDataCatalogue>();

    private static DataPlaces Here(CancellationToken cancel) =>
        new(Directory.GetCurrentDirectory(), CacheFolder.Path, Console.Error.WriteLine, cancel);
}
