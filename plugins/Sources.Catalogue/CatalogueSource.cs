using System.Collections.Concurrent;

namespace Clt.Plugins.Sources.Catalogue;

/// <summary>Lazy dataset: a set that is known by name, found when the recipe is made, or fetched when it is first read.</summary>
public sealed class CatalogueSource : ISource
{
    private readonly CatalogueEntry _entry;
    private readonly DataPlaces _places;
    private readonly Func<string, IReadOnlyList<string>, ISource> _reader;
    private readonly ISource _outlook;

    /// <summary>What could not be fetched is not tried again while the program runs: a plan asks for a set many times.</summary>
    private static readonly ConcurrentDictionary<string, InputException> Failed = new(StringComparer.Ordinal);

    private readonly ConcurrentDictionary<string, ISource> _sources = new(StringComparer.Ordinal);

    /// <param name="name">The set's name in the catalogue.</param>
    /// <param name="reader">
    /// Makes the source from the set's folder and the paths that its files have in it. The folder may not be there yet: then only the
    /// source's <see cref="ISource.Info"/> is asked for.
    /// </param>
    /// <exception cref="InputException">There is no such set.</exception>
    public CatalogueSource(string name, Func<string, IReadOnlyList<string>, ISource> reader)
        : this(DataCatalogue.Entry(name, DataPlaces.Current), DataPlaces.Current, reader) { }

    internal CatalogueSource(CatalogueEntry entry, DataPlaces places, Func<string, IReadOnlyList<string>, ISource> reader)
    {
        (_entry, _places, _reader) = (entry, places, reader);
        var store = new SetStore(entry, places);
        _outlook = Open(store.Find()?.Folder ?? store.Kept);
    }

    /// <summary>How a set's files are read.</summary>
    /// <exception cref="InputException">There is no such set.</exception>
    public static SetLayout Layout(string name) => DataCatalogue.Entry(name, DataPlaces.Current).Layout;

    public SourceInfo Info => _outlook.Info;

    public string Fingerprint(SourceContext context) => Fetched(context).Fingerprint(context);

    public IEnumerable<Record> Read(SourceRequest request) => Fetched(request.Context).Read(request);

    private ISource Open(string folder) => _reader(folder, [.. _entry.Files.Select(f => f.Path)]);

    private ISource Fetched(SourceContext context)
    {
        var places = _places with { CacheFolder = context.CacheFolder, Report = context.Report, Cancel = context.Cancel };
        return _sources.GetOrAdd(context.CacheFolder, _ => Open(Folder(places)));
    }

    private string Folder(DataPlaces places)
    {
        var store = new SetStore(_entry, places);
        if (store.Find() is null && Failed.TryGetValue(store.Kept, out var failure))
            throw new InputException(failure.Problems);
        try
        {
            return store.Get();
        }
        catch (InputException e)
        {
            Failed[store.Kept] = e;
            throw;
        }
    }
}
