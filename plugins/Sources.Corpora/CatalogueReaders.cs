using Clt.Plugins.Sources.Catalogue;
using Clt.Plugins.Sources.Files;

namespace Clt.Plugins.Sources.Corpora;

/// <summary>Dataset loaders by name: the readers that an entry of the catalogue may name as its layout.</summary>
internal static class CatalogueReaders
{
    private static readonly Dictionary<string, Func<string, IReadOnlyList<string>, ISource>> Readers = new(StringComparer.Ordinal)
    {
        ["dialogue"] = (folder, _) => new Dialogue(folder, []),
        ["gsm8k"] = (folder, _) => new Gsm8k(folder),
        ["mgsm"] = (folder, _) => new Mgsm(folder, null, ""),
        ["mtop"] = (folder, files) => new Mtop(folder, files),
        ["tatoeba"] = (folder, files) => new Tatoeba(folder, false, files),
        ["universal-dependencies"] = (folder, files) => new UniversalDependencies(folder, false, files),
        ["universal-ner"] = (folder, files) => new UniversalNer(folder, false, files),
        ["xquad"] = (folder, files) => new Xquad(folder, false, files),
    };

    /// <exception cref="InputException">There is no such set, or none of these reads its layout.</exception>
    public static ISource Open(string name)
    {
        var layout = CatalogueSource.Layout(name);
        if (layout is { Name: "files", Pattern: { } pattern })
        {
            return new CatalogueSource(
                name,
                (folder, _) => FilesRecipes.Files($"{folder}/{pattern}", layout.Languages, layout.Fields, layout.Id)
            );
        }

        return Readers.TryGetValue(layout.Name, out var reader)
            ? new CatalogueSource(name, reader)
            : throw new InputException(
                $"no reader here is for the layout '{layout.Name}' of the set '{name}'",
                layout.Where,
                Suggest.DidYouMean(
                    layout.Name,
                    [.. Readers.Keys, "files"],
                    $"Its folder is CatalogueFolder(\"{name}\"); layouts that are read: {string.Join(", ", Readers.Keys)}, files."
                )
            );
    }
}
