using System.Runtime.CompilerServices;
using Clt.Plugins.Catalog;
using Clt.Scripting.Cache;
using Clt.Scripting.Compiling;
using Clt.Scripting.Sources;

namespace Clt.Scripting;

/// <summary>Makes runnable scripts of recipes: from the cache where the same recipe was compiled before, else with Roslyn.</summary>
/// <remarks>Nothing of Roslyn is loaded for a cached recipe, which is why all that uses it is in <see cref="RoslynCompiler"/>.</remarks>
public sealed class RecipeCompiler(PluginCatalog plugins, RecipeOptions? options = null)
{
    private readonly RecipeOptions _options = options ?? new RecipeOptions();

    /// <summary>Reads and compiles a recipe; it does not run yet.</summary>
    /// <param name="path">The script, absolute or relative to the current folder; messages name it as given.</param>
    /// <exception cref="InputException">A file is missing, or the compiler finds errors (all are told at once).</exception>
    public RecipeScript Load(string path)
    {
        var sources = ScriptSources.Read(path);
        var cache = _options.CacheFolder is { } folder ? new RecipeCache(folder, _options.Warn) : null;
        var key = RecipeKey.Of(sources, plugins, _options);
        var compiled = cache?.Read(key);
        var fromCache = compiled is not null;
        if (compiled is null)
        {
            compiled = Compile(sources, key);
            cache?.Write(key, compiled);
        }

        return new RecipeScript(sources, compiled, plugins, fromCache, key);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private CompiledRecipe Compile(ScriptSources sources, string key) =>
        RoslynCompiler.Compile(sources, plugins, _options, "Recipe." + key[..16]);
}
