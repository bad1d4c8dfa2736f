namespace Clt.Plugins.Sources.Catalogue;

/// <summary>Dataset registry: the host's <c>data/catalogue.yaml</c>, and the <c>catalogue.yaml</c> beside the recipe.</summary>
public sealed class DataCatalogue : IDataCatalogue
{
    private static readonly Lazy<IReadOnlyList<CatalogueEntry>> Own = new(() => CatalogueReader.Read(OwnFile()));

    public IReadOnlyList<DataSetInfo> Sets(DataPlaces places) => [.. Entries(places).Select(e => Found(e, places))];

    public DataSetInfo Fetch(string name, DataPlaces places)
    {
        var entry = Entry(name, places);
        new SetStore(entry, places).Get();
        return Found(entry, places) with { Different = new SetStore(entry, places).Differences() };
    }

    /// <summary>All entries: the host's, then the user's.</summary>
    /// <exception cref="InputException">A catalogue is broken, or the user's has a name of the host's.</exception>
    internal static IReadOnlyList<CatalogueEntry> Entries(DataPlaces places)
    {
        if (places.RecipeFolder is null)
            return Own.Value;
        var beside = Path.Combine(places.RecipeFolder, CatalogueReader.FileName);
        if (!File.Exists(beside))
            return Own.Value;
        var further = CatalogueReader.Read(beside);
        var taken = further
            .Where(f => Own.Value.Any(o => o.Name == f.Name))
            .Select(f => new Problem($"CltHost has a set '{f.Name}' of its own", f.Layout.Where, "Give yours another name."))
            .ToList();
        return taken.Count == 0 ? [.. Own.Value, .. further] : throw new InputException(taken);
    }

    /// <exception cref="InputException">There is no such set.</exception>
    internal static CatalogueEntry Entry(string name, DataPlaces places)
    {
        var all = Entries(places);
        return all.FirstOrDefault(e => e.Name == name)
            ?? throw new InputException(
                $"there is no set '{name}' in the catalogue",
                "data catalogue",
                Suggest.DidYouMean(
                    name,
                    all.Select(e => e.Name),
                    $"There are: {string.Join(" ", all.Select(e => e.Name))}. (clt list data)"
                )
            );
    }

    private static DataSetInfo Found(CatalogueEntry entry, DataPlaces places)
    {
        var found = new SetStore(entry, places).Find();
        return entry.Card with { Place = found?.Place, Folder = found?.Folder };
    }

    /// <summary>The repository's, which may have been changed since the build, or else the copy beside this plugin.</summary>
    private static string OwnFile()
    {
        var here = Path.Combine(Path.GetDirectoryName(typeof(DataCatalogue).Assembly.Location)!, CatalogueReader.FileName);
        if (DataPlaces.SourceTree is not { } repository)
            return here;
        var there = Path.Combine(repository, "data", CatalogueReader.FileName);
        return File.Exists(there) ? there : here;
    }
}
