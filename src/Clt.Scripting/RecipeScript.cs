using System.Reflection;
using Clt.Plugins.Catalog;
using Clt.Scripting.Cache;
using Clt.Scripting.Running;
using Clt.Scripting.Sources;

namespace Clt.Scripting;

/// <summary>A compiled recipe in a load context of its own.</summary>
public sealed class RecipeScript : IDisposable
{
    private readonly ScriptSources _sources;
    private readonly CompiledRecipe _compiled;
    private readonly RecipeLoadContext _context;

    internal RecipeScript(ScriptSources sources, CompiledRecipe compiled, PluginCatalog plugins, bool fromCache, string key)
    {
        (_sources, _compiled, FromCache, Key) = (sources, compiled, fromCache, key);
        _context = new RecipeLoadContext(plugins, sources.References);
    }

    /// <summary>The recipe's path as it was given.</summary>
    public string Path => _sources.Main.DisplayPath;

    /// <summary>The hash of everything that can change its compiled form: texts, compiler, plugins.</summary>
    public string Key { get; }

    /// <summary>Whether it was compiled before.</summary>
    public bool FromCache { get; }

    /// <summary>Runs the recipe and gives what it returns.</summary>
    /// <typeparam name="T">What it should return.</typeparam>
    /// <exception cref="InputException">It throws (the problem names its line), or returns nothing or another type.</exception>
    public T Run<T>()
    {
        var assembly = _context.Load(_compiled);
        object? result;
        try
        {
            var entry = assembly
                .GetType(_compiled.EntryType, throwOnError: true)!
                .GetMethod(_compiled.EntryMethod, BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!
                .CreateDelegate<Func<object?[], Task<object>>>();
            result = entry(new object?[2]).GetAwaiter().GetResult();
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            throw RecipeFault.Explain(fault, assembly, _sources);
        }

        if (result is T expected)
            return expected;
        var what = result is null ? "the recipe returns nothing" : $"the recipe returns a {result.GetType().Name}, not a {typeof(T).Name}";
        throw new InputException(what, Path, $"End it with 'return …;' and a {typeof(T).Name}.");
    }

    /// <summary>
    /// Lets go of the recipe's code. The runtime may keep it in memory until the process ends: do not count on its unloading.
    /// </summary>
    public void Dispose() => _context.Unload();
}
