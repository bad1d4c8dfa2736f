using Clt.Recipes.Expansion;
using Clt.Recipes.Identity;
using Clt.Running.Seeds;

namespace Clt.Host.Recipes;

/// <summary>A recipe that was compiled, run and made into cells.</summary>
internal sealed class RecipeSession : IDisposable
{
    private readonly RecipeBody _body;

    private RecipeSession(RecipeBody body, ExpandedStudy study, StudyContext context) => (_body, Study, Context) = (body, study, context);

    public ExpandedStudy Study { get; }

    public StudyContext Context { get; }

    /// <summary>The study with the seeds that are wanted by what is stored; as it is where all are run.</summary>
    public ExpandedStudy Reached => Study.Reached(Context);

    /// <summary>Compiles (or takes from the cache), runs the body, and checks the study.</summary>
    /// <param name="options">The recipe and its settings.</param>
    /// <param name="report">Takes one-line messages on slow work.</param>
    /// <param name="cancel">Ends slow work (fetching) early.</param>
    /// <param name="planning">Only a plan is wanted: a model's folder may lack its weights.</param>
    /// <param name="compiled">Hears, before the body runs, whether the recipe was compiled before.</param>
    /// <exception cref="InputException">The recipe does not compile, fails, or describes a study that cannot be run.</exception>
    public static RecipeSession Open(
        SessionOptions options,
        Action<string> report,
        CancellationToken cancel,
        bool planning = false,
        Action<bool>? compiled = null
    )
    {
        CodeIdentity.Begin();
        var body = RecipeBody.Open(options, report, cancel, compiled);
        try
        {
            var context = body.Context with { Planning = planning };
            return new RecipeSession(body, body.Study.Expand(context), context);
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    public void Dispose() => _body.Dispose();
}
