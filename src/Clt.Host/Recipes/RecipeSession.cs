using Clt.Plugins;
using Clt.Scripting;
using Clt.Studies;

namespace Clt.Host.Recipes;

/// <summary>A recipe that was compiled, run and made into cells.</summary>
internal sealed class RecipeSession : IDisposable
{
    private readonly RecipeScript _script;

    private RecipeSession(RecipeScript script, ExpandedStudy study, StudyContext context) => (_script, Study, Context) = (script, study, context);

    public ExpandedStudy Study { get; }

    public StudyContext Context { get; }

    /// <summary>Compiles (or takes from the cache), runs the body, and checks the study.</summary>
    /// <param name="options">The recipe and its settings.</param>
    /// <param name="report">Takes one-line messages on slow work.</param>
    /// <param name="cancel">Ends slow work (fetching) early.</param>
    /// <param name="planning">Only a plan is wanted: a model's folder may lack its weights.</param>
    /// <exception cref="InputException">The recipe does not compile, fails, or describes a study that cannot be run.</exception>
    public static RecipeSession Open(SessionOptions options, Action<string> report, CancellationToken cancel, bool planning = false)
    {
        var catalog = PluginHost.Load(options.Plugins);
        var script = new RecipeCompiler(catalog, new RecipeOptions { CacheFolder = Path.Combine(CacheFolder.Path, "recipes"), Warn = report })
            .Load(options.Recipe);
        try
        {
            using var settings = RecipeSettings.Use(RecipeSettings.Parse(options.Settings));
            var study = script.Run<Study>();
            settings.Finish();
            var context = new StudyContext(catalog.All<IMetric>(), CacheFolder.Path, options.Runs, report, cancel)
            {
                Families = catalog.All<IModelFamily>(),
                Planning = planning
            };
            return new RecipeSession(script, study.Expand(context), context);
        }
        catch
        {
            script.Dispose();
            throw;
        }
    }

    public void Dispose() => _script.Dispose();
}
