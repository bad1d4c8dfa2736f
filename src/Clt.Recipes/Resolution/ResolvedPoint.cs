using Clt.Engine.Models.Seq2Seq;
using Clt.Recipes.Adapters;
using Clt.Recipes.Data;
using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.States;
using Clt.Recipes.Studies;
using Clt.Recipes.Training;
using Clt.Results.Store;

namespace Clt.Recipes.Resolution;

/// <summary>
/// All settings of a study at one point of its grid, up to one of its stages. Without training settings the base is measured as it is, and
/// the mixture is empty.
/// </summary>
internal sealed record ResolvedPoint(
    TokenizerSpec? Tokenizer,
    BaseSpec Base,
    ITask Task,
    MixtureSpec Mixture,
    TrainSpec? Train,
    EvaluateSpec Evaluate,
    IReadOnlyList<AxisValue> Axes,
    IReadOnlyList<AxisValue> ReferenceAxes
)
{
    /// <summary>Metrics with settings of their own.</summary>
    public IReadOnlyList<IMetric> OwnMetrics { get; init; } = [];

    /// <summary>The name of the stage; empty where the study has one training without a name.</summary>
    public string Stage { get; init; } = "";

    /// <summary>The same up to the stage before, whose weights this one starts from; null for the first.</summary>
    public ResolvedPoint? Before { get; init; }

    /// <summary>What becomes of the model before this stage trains it; null where it stays.</summary>
    public WarmStart? Into { get; init; }

    /// <summary>The same in this stage or one before it.</summary>
    public WarmStart? Became => Into ?? Before?.Became;

    /// <summary>What the recipe says of the adapter before; null where it says nothing.</summary>
    public AdapterBefore? AdapterBefore { get; init; }

    /// <summary>
    /// Languages of the mixture that have fewer examples than were asked for; empty where none has, or it is not allowed.
    /// </summary>
    public IReadOnlyList<ShortPart> Short { get; init; } = [];

    /// <summary>
    /// The task whose examples it learns from; null where only states are measured, and the mixture names no task.
    /// </summary>
    public ITask? Learnt =>
        Task is StatesTask ? Named
        : Train?.Objective.Info.Pretrains == true ? Named ?? Task
        : Task;

    private ITask? Named => Mixture.Parts.FirstOrDefault(p => p.Task is not null)?.Task;

    /// <summary>The bases that the study trains for this point: the start, and a teacher.</summary>
    public IEnumerable<PretrainSpec> Pretrained => new[] { Base, Train?.Objective.Info.Teacher }.OfType<PretrainSpec>();

    /// <summary>Whether the model's own weights were trained around an adapter that stays.</summary>
    public bool IsAroundAdapter =>
        Train is { Adapter: null }
        && (AdapterBefore is Adapters.AdapterBefore.Keep or Adapters.AdapterBefore.Exchange || Before?.IsAroundAdapter == true);

    /// <summary>
    /// The stage before, trained and tested in each language that is tested, where its adapters are exchanged; else none.
    /// </summary>
    public IEnumerable<(Language Language, ResolvedPoint Point)> Exchanged =>
        AdapterBefore == Adapters.AdapterBefore.Exchange && Before is { } before ? Evaluate.Languages.Select(l => (l, before.In(l))) : [];

    /// <summary>The stages up to this one, in order.</summary>
    public IEnumerable<ResolvedPoint> Chain => Before is null ? [this] : Before.Chain.Append(this);

    /// <summary>A name that no other stage or point of the study has.</summary>
    public string Key => string.Join('\n', Axes.Select(a => $"{a.Axis}={a.Label}").Append(Stage));

    /// <summary>
    /// Every stage of every point of a study's grid, those that points share once. Axes are those that a stage or one before it reads.
    /// </summary>
    public static IReadOnlyList<ResolvedPoint> All(Study study, IReadOnlyList<Point> grid)
    {
        List<ResolvedPoint> points = [.. grid.SelectMany(p => Of(study, p).Chain).DistinctBy(p => p.Key)];
        if (!study.LeavesTestItemsOut)
            return points;
        List<ITask> tests = [.. points.Select(p => p.Task).Distinct()];
        // One object a task, so that its data are read once.
        var without = new Dictionary<ITask, ITask>(ReferenceEqualityComparer.Instance);
        ITask Without(ITask task) =>
            without.TryGetValue(task, out var known) ? known : without[task] = new TaskWithoutTestItems(task, tests);
        return
        [
            .. points.Select(point =>
                point.Each(stage =>
                    stage with
                    {
                        Mixture = new MixtureSpec([.. stage.Mixture.Parts.Select(p => p with { Task = Without(p.Task ?? stage.Task) })]),
                    }
                )
            ),
        ];
    }

    /// <summary>
    /// Reads a study's settings, up to its last stage; what a reference needs is read first, and then each stage in turn, so that their
    /// axes are known.
    /// </summary>
    public static ResolvedPoint Of(Study study, Point point)
    {
        var p = point.Fresh();
        var tokenizer = study.TokenizerChoice?.At(p);
        var start = study.BaseChoice!.At(p);
        var task = study.TaskChoice!.At(p);
        var evaluate = study.EvaluateChoice!.At(p);
        IReadOnlyList<IMetric> metrics = [.. study.OwnMetrics, .. study.ChosenMetrics?.At(p) ?? []];
        var reference = p.Read;
        var last = new ResolvedPoint(tokenizer, start, task, new MixtureSpec([]), null, evaluate, reference, reference)
        {
            OwnMetrics = metrics,
        };
        ResolvedPoint? before = null;
        var leftOut = false;
        foreach (var stage in study.Stages)
        {
            var mixture = stage.Mixture!.At(p);
            if (mixture.LeavesStageOut)
            {
                leftOut = true;
                continue;
            }

            // Untrained: nothing is trained from here on.
            if (mixture.Parts.Count == 0)
                break;
            last = last with
            {
                Mixture = mixture,
                Train = stage.At(p, before?.Train?.Adapter)! with { Watched = study.WatchedLanguages },
                Stage = stage.Name,
                Before = before,
                Into = stage.Into?.At(p),
                // What is said of the adapter of a stage that is left out here says nothing.
                AdapterBefore = leftOut && before?.Train?.Adapter is null ? null : stage.Before?.At(p),
                Axes = p.Read,
            };
            before = last;
        }

        return last;
    }

    /// <summary>The same with every stage changed.</summary>
    public ResolvedPoint Each(Func<ResolvedPoint, ResolvedPoint> change) => change(this with { Before = Before?.Each(change) });

    /// <summary>The same trained and tested in one language in place of its own; of a direction in the one that is written.</summary>
    private ResolvedPoint In(Language tested)
    {
        var trained = new LanguageSet([Mixture.Languages.Any(l => l.From is not null) ? tested : tested.To]);
        return this with
        {
            Mixture = Mixture with { Parts = [.. Mixture.Parts.Select(p => p with { Languages = trained })] },
            Evaluate = Evaluate with { Languages = new LanguageSet([tested]) },
            Axes = [.. Axes, new AxisValue("adapter of", tested.Short)],
        };
    }

    /// <summary>The stage and the point in words, for problems.</summary>
    public string Where(string setting)
    {
        var where = Stage.Length == 0 ? setting : $".Stage(\"{Stage}\"), {setting}";
        return Axes.Count == 0 ? where : $"{where} ({string.Join(", ", Axes.Select(a => $"{a.Axis} = {a.Label}"))})";
    }
}
