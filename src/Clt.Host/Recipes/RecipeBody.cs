using Clt.Engine.Plugins;
using Clt.Plugins.Catalog;
using Clt.Recipes.Identity;
using Clt.Recipes.Studies;
using Clt.Scripting;

namespace Clt.Host.Recipes;

/// <summary>A recipe that was compiled and run: its study, which is not checked yet.</summary>
internal sealed class RecipeBody : IDisposable
{
    private readonly RecipeScript _script;

    private RecipeBody(RecipeScript script, Study study, StudyContext context, PluginCatalog plugins) =>
        (_script, Study, Context, Plugins) = (script, study, context, plugins);

    public Study Study { get; }

    public StudyContext Context { get; }

    /// <summary>The plugins that the recipe could use.</summary>
    public PluginCatalog Plugins { get; }

    /// <summary>Whether the recipe was compiled before.</summary>
    public bool FromCache => _script.FromCache;

    /// <summary>Compiles (or takes from the cache) and runs the body.</summary>
    /// <param name="options">The recipe and its settings.</param>
    /// <param name="report">Takes one-line messages on slow work.</param>
    /// <param name="cancel">Ends slow work (fetching) early.</param>
    /// <param name="compiled">Hears, before the body runs, whether the recipe was compiled before.</param>
    /// <exception cref="InputException">The recipe does not compile or fails.</exception>
    public static RecipeBody Open(SessionOptions options, Action<string> report, CancellationToken cancel, Action<bool>? compiled = null)
    {
        var catalog = PluginHost.Load(options.Plugins);
        var kept = new RecipeOptions { CacheFolder = Path.Combine(CacheFolder.Path, "recipes"), Warn = report };
        var script = new RecipeCompiler(catalog, kept).Load(options.Recipe);
        try
        {
            compiled?.Invoke(script.FromCache);
            Rehearsal.Ensure(script.Key, options, report, cancel);
            using var settings = RecipeSettings.Use(RecipeSettings.Parse(options.Settings));
            using var places = DataPlaces.Use(new DataPlaces(FolderOf(options.Recipe), CacheFolder.Path, report, cancel));
            var before = ProcessState.Take();
            var study = script.Run<Study>();
            before.Restore("the recipe", report);
            settings.Finish();
            var context = new StudyContext(catalog.All<IMetric>(), CacheFolder.Path, Path.GetFullPath(options.Runs), report, cancel)
            {
                Families = catalog.All<IModelFamily>(),
                AdapterReaders = catalog.All<Engine.Adapters.IAdapterReader>(),
                Hubs = catalog.All<IModelHub>(),
                AllowShort = options.AllowShort,
                AcceptOlderCode = options.AcceptOlderCode,
            };
            return new RecipeBody(script, study, context, catalog);
        }
        catch
        {
            script.Dispose();
            throw;
        }
    }

    public void Dispose() => _script.Dispose();

    private static string FolderOf(string recipe) => Path.GetDirectoryName(Path.GetFullPath(recipe))!;
}
