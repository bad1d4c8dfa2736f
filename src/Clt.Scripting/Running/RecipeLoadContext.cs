using System.Reflection;
using System.Runtime.Loader;
using Clt.Plugins.Catalog;
using Clt.Plugins.Metadata;
using Clt.Scripting.Cache;

namespace Clt.Scripting.Running;

/// <summary>
/// Holds a recipe's assembly. Plugins come from the catalogue, locally referenced assemblies from their files, the rest from the host.
/// </summary>
internal sealed class RecipeLoadContext(PluginCatalog plugins, IReadOnlyList<string> references)
    : AssemblyLoadContext("recipe", isCollectible: true)
{
    private Assembly? _recipe;

    public Assembly Load(CompiledRecipe recipe) =>
        _recipe ??= LoadFromStream(new MemoryStream(recipe.Image), new MemoryStream(recipe.Symbols));

    protected override Assembly? Load(AssemblyName assemblyName)
    {
        var name = assemblyName.Name!;
        if (plugins.WithAssembly(name) is { } plugin)
            return plugin.Load();
        if (HostAssemblies.Paths.ContainsKey(name))
            return null;
        var path = references.Select(r => Path.Combine(Path.GetDirectoryName(r)!, name + ".dll")).FirstOrDefault(File.Exists);
        return path is null ? null : LoadFromAssemblyPath(path);
    }
}
