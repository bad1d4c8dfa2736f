namespace Clt.Plugins.Catalog;

/// <summary>Finds plugins and checks them from their metadata. Nothing of a plugin is loaded or run here.</summary>
public static class PluginHost
{
    /// <summary>Reads the manifests of the plugins in the given folders and, first, in the build's plugin folder.</summary>
    /// <param name="folders">Each a plugin's folder or one that holds plugins' folders (<c>--plugins DIR</c>).</param>
    /// <param name="builtIn">Whether to look in <see cref="PluginFolders.BuiltIn"/> too.</param>
    /// <exception cref="InputException">
    /// A given folder does not exist or holds no plugin. A broken plugin is no exception: the catalogue lists it.
    /// </exception>
    public static PluginCatalog Load(IEnumerable<string>? folders = null, bool builtIn = true)
    {
        var candidates = new List<string>();
        if (builtIn && PluginFolders.BuiltIn() is { } own && Directory.GetDirectories(own).Length > 0)
            candidates.AddRange(PluginFolders.In(own));
        var faults = new List<Problem>();
        foreach (var folder in folders ?? [])
        {
            try
            {
                candidates.AddRange(PluginFolders.In(folder));
            }
            catch (InputException fault)
            {
                faults.AddRange(fault.Problems);
            }
        }

        return faults.Count == 0 ? new CatalogBuilder().Build(candidates.Distinct()) : throw new InputException(faults);
    }
}
