namespace Clt.Studies;

/// <summary>All settings of a study at one point of its grid. Without training settings the base is measured as it is, and the mixture is empty.</summary>
internal sealed record ResolvedPoint(
    TokenizerSpec? Tokenizer,
    BaseSpec Base,
    ITask Task,
    MixtureSpec Mixture,
    TrainSpec? Train,
    EvaluateSpec Evaluate,
    IReadOnlyList<AxisValue> Axes,
    IReadOnlyList<AxisValue> ReferenceAxes)
{
    /// <summary>Languages of the mixture that have fewer examples than were asked for; empty where none has, or it is not allowed.</summary>
    public IReadOnlyList<ShortPart> Short { get; init; } = [];

    /// <summary>The bases that the study trains for this point: the start, and a teacher.</summary>
    public IEnumerable<PretrainSpec> Pretrained => new[] { Base, Train?.Objective.Info.Teacher }.OfType<PretrainSpec>();

    /// <summary>Every point of a study's grid.</summary>
    public static IReadOnlyList<ResolvedPoint> All(Study study, IReadOnlyList<Point> grid)
    {
        var points = grid.Select(p => Of(study, p)).Select(p => p with { Train = p.Train is { } t ? t with { Watched = study.WatchedLanguages } : null }).ToList();
        if (!study.LeavesTestItemsOut) return points;
        List<ITask> tests = [.. points.Select(p => p.Task).Distinct()];
        // One object a task, so that its data are read once.
        var without = new Dictionary<ITask, ITask>(ReferenceEqualityComparer.Instance);
        ITask Without(ITask task) => without.TryGetValue(task, out var known) ? known : without[task] = new TaskWithoutTestItems(task, tests);
        return [.. points.Select(point => point with
        {
            Mixture = new MixtureSpec([.. point.Mixture.Parts.Select(p => p with { Task = Without(p.Task ?? point.Task) })]),
        })];
    }

    /// <summary>Reads a study's settings; what a reference needs is read first, so its axes are known.</summary>
    public static ResolvedPoint Of(Study study, Point point)
    {
        var p = point.Fresh();
        var tokenizer = study.TokenizerChoice?.At(p);
        var start = study.BaseChoice!.At(p);
        var task = study.TaskChoice!.At(p);
        var evaluate = study.EvaluateChoice!.At(p);
        var reference = p.Read;
        return new ResolvedPoint(
            tokenizer, start, task, study.MixtureChoice?.At(p) ?? new MixtureSpec([]), study.TrainAt(p), evaluate, p.Values, reference);
    }

    /// <summary>The point in words, for problems.</summary>
    public string Where(string setting) =>
        Axes.Count == 0 ? setting : $"{setting} ({string.Join(", ", Axes.Select(a => $"{a.Axis} = {a.Label}"))})";
}
