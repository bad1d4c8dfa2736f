using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Plugins.Catalog;
using Clt.Recipes.Models;
using Clt.Results.Tables;

namespace Clt.Host.Recipes;

/// <summary>The model families and adapter types that plugins give.</summary>
internal static class PluginModels
{
    /// <summary>A model's folder: the one that is named, or that of a hub's model, which is fetched where it is not there.</summary>
    /// <param name="catalog">Gives the hubs.</param>
    /// <param name="text">A path, or <c>hub:owner/name@revision</c>.</param>
    /// <param name="cancel">Ends a download early.</param>
    /// <exception cref="InputException">The model cannot be had.</exception>
    public static string Folder(this PluginCatalog catalog, string text, CancellationToken cancel) =>
        ModelAddress.Find(text) is { } address ? address.Fetch(catalog.All<IModelHub>(), weights: true, Context(cancel)) : text;

    /// <summary>For hubs: messages go to the error stream.</summary>
    public static SourceContext Context(CancellationToken cancel) =>
        new(CacheFolder.Path, line => Console.Error.WriteLine(Visible.Of(line)), cancel);

    /// <summary>All of them, the built-in ones too.</summary>
    public static ModelFamilies Families(this PluginCatalog catalog) => new(catalog.All<IModelFamily>(), catalog.All<IAdapterReader>());
}
