using Clt.Host.Recipes;
using Clt.Plugins.Catalog;

namespace Clt.Host.Doctor;

/// <summary>The plugins, and why the broken ones are.</summary>
internal static class PluginChecks
{
    public static IEnumerable<Check> All(string[]? folders)
    {
        var catalog = PluginHost.Load(NamedPlugins.All(folders));
        catalog.LoadAll();
        yield return Check.Good("plugins", $"{catalog.Plugins.Count} ({string.Join(", ", catalog.Plugins.Select(p => p.Manifest.Id))})");
        foreach (var broken in catalog.Broken)
        {
            var reason = broken.Reasons[0];
            yield return Check.Bad($"plugin {broken.Id}", reason.What, reason.Mend);
        }
    }
}
