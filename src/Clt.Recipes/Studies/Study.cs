using Clt.Engine.Data;
using Clt.Recipes.Grid;
using Clt.Recipes.Mixtures;
using Clt.Recipes.Models;
using Clt.Recipes.Training;
using Clt.Results.Analysis;
using Clt.Results.Analysis.Seeds;
using Clt.Results.Scores;

namespace Clt.Recipes.Studies;

/// <summary>A study: a grid of runs and what is reported about them. Immutable; each call gives a new one.</summary>
/// <remarks>It is only a description. <c>Expand</c> checks it and makes its cells.</remarks>
public sealed partial record Study
{
    internal Study(string name) => (Name, Settings) = (name, RecipeSettings.Current);

    /// <summary>Its name, and the folder of its results under <c>runs/</c>; slashes make folders.</summary>
    public string Name { get; }

    internal RecipeSettings Settings { get; }

    /// <summary>Scores that are reported instead of trained for; null for a study that runs.</summary>
    internal MeanScores? Published { get; init; }

    internal Choice<TokenizerSpec>? TokenizerChoice { get; init; }

    internal Choice<BaseSpec>? BaseChoice { get; init; }

    internal Choice<ITask>? TaskChoice { get; init; }

    internal Choice<EvaluateSpec>? EvaluateChoice { get; init; }

    internal IReadOnlyList<IMetric> OwnMetrics { get; init; } = [];

    /// <summary>The metrics with settings of their own.</summary>
    public IReadOnlyList<IMetric> Measured => OwnMetrics;

    internal IReadOnlyList<long> SeedList { get; init; } = [1];

    internal string SeedOrigin { get; init; } = "default";

    /// <summary>What decides how many of the seeds are run; null for all of them.</summary>
    internal AdaptiveSeeds? Adaptive { get; init; }

    internal IReadOnlyList<IAnalysis> Analyses { get; init; } = [];

    /// <summary>The tokenizer that the study trains; not for a base that is a folder, which has its own.</summary>
    public Study Tokenizer(Choice<TokenizerSpec> tokenizer) => this with { TokenizerChoice = tokenizer };

    /// <summary>The base that the study trains, once for all cells that share its settings.</summary>
    public Study Base(Choice<BaseSpec> model) => this with { BaseChoice = model };

    /// <summary>A Hugging Face folder as the base, or a model of a hub.</summary>
    /// <param name="folder">
    /// The folder; or <c>hub:owner/name@revision</c>, which is fetched once, checked and kept in the cache. Name a commit: a branch is
    /// what it was when it was first used.
    /// </param>
    /// <param name="missing">What to do where it is not there, such as the commands that make it.</param>
    public Study Model(Choice<string> folder, string? missing = null) =>
        this with
        {
            BaseChoice = folder.Select(f => (BaseSpec)(missing is null ? FolderSpec.Of(f) : FolderSpec.Of(f) with { Missing = missing })),
        };

    /// <summary>The task that is trained and evaluated.</summary>
    public Study Task(ITask task) => this with { TaskChoice = new Choice<ITask>(_ => task, "recipe") };

    /// <summary>
    /// Several tasks that every model is measured on. Results, tables and figures keep them apart by the axis <c>task</c>, whose values are
    /// the tasks' names. A model whose mixture names the task of every part is trained once for all of them.
    /// </summary>
    /// <exception cref="InputException">Two tasks have one name.</exception>
    public Study Task(ITask first, ITask second, params ITask[] others)
    {
        ITask[] tasks = [first, second, .. others];
        return Task(new Axis<ITask>("task", tasks, [.. tasks.Select(t => t.Info.Name)]));
    }

    /// <inheritdoc cref="Task(ITask)"/>
    public Study Task<TTask>(Choice<TTask> task)
        where TTask : ITask => this with { TaskChoice = new Choice<ITask>(p => task.At(p), task.Origin) };

    /// <summary>What each cell is trained on.</summary>
    public Study Mixture(MixtureChoice mixture) => this with { Single = Single with { Mixture = mixture } };

    internal LanguageSet WatchedLanguages { get; init; } = new([]);

    /// <summary>
    /// Follows held-out losses of these languages along training too, at every checkpoint, as those of the trained ones are. Nothing is
    /// selected by them; a language is left out where the trained tasks have no held-out examples of it.
    /// </summary>
    public Study Watch(LanguageSet languages) => this with { WatchedLanguages = languages };

    internal bool LeavesTestItemsOut { get; init; }

    internal bool AllowsShort { get; init; }

    /// <summary>
    /// Leaves examples out of the mixture whose prompt is that of a test item in the same language, but for case, spaces and punctuation;
    /// the next ones take their places.
    /// </summary>
    public Study WithoutTestItems() => this with { LeavesTestItemsOut = true };

    /// <summary>
    /// Takes what there is where a language has fewer examples than the mixture asks for, in place of an error. Results and report say
    /// which.
    /// </summary>
    public Study AllowShort() => this with { AllowsShort = true };

    /// <summary>How each cell is trained: <c>.Train(batch: 32, lr: Linear(1e-3))</c>.</summary>
    public TrainWord<Study> Train => TrainWord.To(TrainBy);

    /// <summary>The same by settings that are shared with other studies or stages, made by <c>Train(…)</c>.</summary>
    public Study TrainBy(TrainChoice train) => this with { Single = Single with { Train = train } };

    /// <summary>What is measured on each cell, and on the base itself.</summary>
    /// <param name="languages">Languages of the test items; those that are never trained on are the unseen ones.</param>
    /// <param name="items">Most items a language.</param>
    /// <param name="metrics">Names of metrics; the task's own by default. The first is the headline.</param>
    /// <param name="shots">
    /// Few-shot exemplars before each test item, of the source's training part; 0 by default. Nothing is trained with them, so that a
    /// training is measured with several numbers of them. Not for a task that has exemplars of its own.
    /// </param>
    /// <param name="exemplars">
    /// Their language: <c>Native</c> (default), <c>English</c>, or <c>Translated</c>, the English ones in the item's language.
    /// </param>
    /// <param name="exemplarSeed">Draws them: all items of a language see the same ones; 1 by default.</param>
    /// <param name="maxLength">
    /// Most tokens of a prompt, or of prompt and answer together where likelihoods are measured; by default what the model reads.
    /// </param>
    /// <param name="overlong">
    /// What becomes of longer prompts: <c>Refuse</c> (the default), <c>Truncate(Left)</c>, <c>Truncate(Right)</c> or <c>LeaveOut</c>,
    /// which measures fewer items. Results and report count them.
    /// </param>
    /// <param name="overlongExemplars">
    /// <c>LeaveOut</c>: where a prompt is too long with its exemplars, those furthest from the item are left out before it is; by default
    /// (<c>Refuse</c>) all stay.
    /// </param>
    public Study Evaluate(
        Choice<LanguageSet> languages,
        Choice<int>? items = null,
        IReadOnlyList<string>? metrics = null,
        Choice<int>? shots = null,
        Choice<ExemplarLanguage>? exemplars = null,
        Choice<long>? exemplarSeed = null,
        Choice<int?>? maxLength = null,
        Choice<Overlong>? overlong = null,
        Choice<Overlong>? overlongExemplars = null
    )
    {
        var count = items ?? Choice.Default(250);
        // Without shots the other two are not read, so that their axes vary nothing there.
        FewShot? FewShotAt(Point p) =>
            shots?.At(p) is not { } n || n == 0
                ? null
                : new FewShot(n, exemplars?.At(p) ?? ExemplarLanguage.Native, Seed: exemplarSeed?.At(p) ?? 1);
        PromptLengths LengthsAt(Point p) =>
            new(maxLength?.At(p), overlong?.At(p) ?? Overlong.Refuse, Drops(overlongExemplars?.At(p) ?? Overlong.Refuse));
        return this with
        {
            EvaluateChoice = Choice.From(p => new EvaluateSpec(languages.At(p), count.At(p), metrics)
            {
                Shots = FewShotAt(p),
                Lengths = LengthsAt(p),
            }),
        };
    }

    private static bool Drops(Overlong exemplars) =>
        exemplars.Action switch
        {
            OverlongAction.Refuse => false,
            OverlongAction.LeaveOut => true,
            OverlongAction.Truncate or OverlongAction.Split => throw new InputException(
                $"exemplars that are too long cannot be {exemplars.Text}",
                ".Evaluate, overlongExemplars",
                "Say overlongExemplars: LeaveOut, or overlong: Truncate(Left), which cuts the first of them."
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(exemplars), exemplars.Action, "There is no such action."),
        };

    /// <summary>
    /// Metrics with settings of their own (labels, a model file), measured after those that <see cref="Evaluate"/> or the task names.
    /// </summary>
    public Study Metrics(params IMetric[] metrics) => this with { OwnMetrics = [.. OwnMetrics, .. metrics] };

    /// <summary>One run of every cell for each seed.</summary>
    public Study Seeds(params long[] seeds) => this with { SeedList = [.. seeds], SeedOrigin = "recipe", Adaptive = null };

    /// <summary>
    /// Adaptive seeds (sequential analysis): every point of the grid is run for the seeds 1 to <paramref name="first"/>, and for one
    /// further seed at a time while the rule is not content with it. What is decided has a stated error of 5 %, however often it was
    /// looked at.
    /// </summary>
    /// <param name="first">Seeds that every point has, at least 2.</param>
    /// <param name="upTo">Seeds that none goes beyond.</param>
    /// <param name="until">When seeds are enough: <c>HalfWidth(0.02) | Decided("gain")</c>.</param>
    public Study Seeds(int first, int upTo, SeedRule until) =>
        this with
        {
            SeedList = [.. Enumerable.Range(1, Math.Max(0, upTo)).Select(s => (long)s)],
            SeedOrigin = "recipe",
            Adaptive = new AdaptiveSeeds(first, upTo, until),
        };

    /// <summary>The analyses of the report.</summary>
    public Study Report(params IAnalysis[] analyses) => this with { Analyses = [.. analyses] };
}
