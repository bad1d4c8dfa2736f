using Clt.Plugins.Trust;

namespace Clt.Plugins.Catalog;

/// <summary>Finds plugins and checks them from their metadata. Nothing of a plugin is loaded or run here.</summary>
public static class PluginHost
{
    /// <summary>Reads the manifests of the plugins in the given folders and, first, in the build's plugin folder.</summary>
    /// <param name="folders">Each a plugin's folder or one that holds plugins' folders (<c>--plugins DIR</c>).</param>
    /// <param name="builtIn">Whether to look in <see cref="PluginFolders.BuiltIn"/> too.</param>
    /// <exception cref="InputException">
    /// A given folder does not exist, holds no plugin, or one that is not trusted. A broken plugin is no exception: the catalogue lists it.
    /// </exception>
    public static PluginCatalog Load(IEnumerable<string>? folders = null, bool builtIn = true)
    {
        IReadOnlyList<string> own =
            builtIn && PluginFolders.BuiltIn() is { } folderOfBuild && Directory.GetDirectories(folderOfBuild).Length > 0
                ? PluginFolders.In(folderOfBuild)
                : [];
        List<string> candidates = [.. own];
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

        if (faults.Count > 0)
            throw new InputException(faults);
        PluginTrust.Current?.Require([.. candidates.Distinct().Except(own).Select(f => (Path.GetFileName(f), f))]);
        return new CatalogBuilder().Build(candidates.Distinct());
    }
}
