using Clt.Plugins.Manifests;

namespace Clt.Plugins.Catalog;

/// <summary>Where plugins are looked for.</summary>
public static class PluginFolders
{
    /// <summary>
    /// The build's plugin folder: <c>plugins/</c> beside the host, else <c>artifacts/plugins</c> of a source tree; null where there is
    /// none.
    /// </summary>
    public static string? BuiltIn(string? baseFolder = null)
    {
        var folder = (baseFolder ?? AppContext.BaseDirectory).TrimEnd(Path.DirectorySeparatorChar);
        var beside = Path.Combine(folder, "plugins");
        if (Directory.Exists(beside))
            return beside;
        for (var parent = folder; parent is not null; parent = Path.GetDirectoryName(parent))
        {
            var built = Path.Combine(parent, "plugins");
            if (Path.GetFileName(parent) == "artifacts")
                return Directory.Exists(built) ? built : null;
        }

        return null;
    }

    /// <summary>
    /// The plugin folders in a folder: itself where it has a manifest, else those of its subfolders that have one or hold assemblies.
    /// </summary>
    /// <exception cref="InputException">The folder does not exist or holds no plugin.</exception>
    public static IReadOnlyList<string> In(string folder)
    {
        if (!Directory.Exists(folder))
            throw new InputException("the plugin folder does not exist", folder, "Mend the path given with --plugins.");
        if (IsPlugin(folder))
            return [Path.GetFullPath(folder)];
        var plugins = Directory.GetDirectories(Path.GetFullPath(folder)).Where(IsPlugin).Order(StringComparer.Ordinal).ToList();
        return plugins.Count > 0
            ? plugins
            : throw new InputException(
                $"the folder holds no plugin (no {ManifestReader.FileName})",
                folder,
                "Name a plugin's folder, or the one above it."
            );
    }

    private static bool IsPlugin(string folder) =>
        File.Exists(Path.Combine(folder, ManifestReader.FileName)) || Directory.EnumerateFiles(folder, "*.dll").Any();
}
