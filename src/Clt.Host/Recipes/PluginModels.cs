using Clt.Engine.Adapters;
using Clt.Engine.Models;
using Clt.Plugins.Catalog;

namespace Clt.Host.Recipes;

/// <summary>The model families and adapter types that plugins give.</summary>
internal static class PluginModels
{
    /// <summary>All of them, the built-in ones too.</summary>
    public static ModelFamilies Families(this PluginCatalog catalog) => new(catalog.All<IModelFamily>(), catalog.All<IAdapterReader>());
}
