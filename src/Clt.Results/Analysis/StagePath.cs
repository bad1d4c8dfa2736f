using Clt.Results.Scores;
using Clt.Results.Store;

namespace Clt.Results.Analysis;

/// <summary>The stages that one model went through, in order: a row of the grid without the stage.</summary>
/// <param name="Axes">The values of the other axes.</param>
/// <param name="Base">The base as it is, or null where it was not measured.</param>
/// <param name="Stages">Each stage that has results, and the languages that it trained on.</param>
internal sealed record StagePath(
    IReadOnlyDictionary<string, string> Axes,
    Condition? Base,
    IReadOnlyList<(string Name, Condition Condition, IReadOnlyList<string> Trained)> Stages
)
{
    /// <summary>In words; empty where no axis but the stage varies.</summary>
    public string Title => Layout.Title(Axes);

    /// <summary>What is measured before a stage: the stage before it, or the base.</summary>
    public Condition? Before(int stage) => stage == 0 ? Base : Stages[stage - 1].Condition;

    /// <summary>Languages that stages before this one trained on, and this one does not.</summary>
    public IReadOnlyList<string> Earlier(int stage) =>
        [.. Stages.Take(stage).SelectMany(s => s.Trained).Distinct().Except(Stages[stage].Trained)];

    /// <summary>
    /// The stages that learn one language that no stage before has, with it: the hops of a stream. They may train earlier languages again.
    /// </summary>
    public IReadOnlyList<(Condition Condition, string Language)> Hops
    {
        get
        {
            var known = new HashSet<string>(StringComparer.Ordinal);
            var hops = new List<(Condition, string)>();
            foreach (var stage in Stages)
            {
                if (stage.Trained.Except(known).ToList() is [var language])
                    hops.Add((stage.Condition, language));
                known.UnionWith(stage.Trained);
            }

            return hops;
        }
    }

    /// <summary>
    /// Every path of a study: the points of its last stages, each with the stages before, which paths may share. None where the study names
    /// fewer than two stages.
    /// </summary>
    public static IReadOnlyList<StagePath> Of(StudyResults results, ScoreSheet sheet)
    {
        var runs = results.Finetuned.Where(r => r.Stage.Length > 0).DistinctBy(r => new Condition(r.Axes, false)).ToList();
        var names = results.Axes.FirstOrDefault(a => a.Name == AxisInfo.Stage)?.Labels ?? [];
        if (names.Count < 2)
            return [];
        List<Dictionary<string, string>> points =
        [
            .. runs.Select(Point).DistinctBy(p => string.Join('\n', p.OrderBy(a => a.Key, StringComparer.Ordinal))),
        ];
        points.RemoveAll(p => points.Any(q => q.Count > p.Count && IsPart(p, q)));
        return
        [
            .. points.Select(point =>
            {
                var stages = names.Select(n => runs.Where(r => r.Stage == n && IsPart(Point(r), point)).MaxBy(r => r.Axes.Count));
                return new StagePath(
                    point,
                    sheet.Conditions.FirstOrDefault(c => c.IsReference && IsPart(c.Axes, point)),
                    [.. stages.OfType<MeasuredRun>().Select(r => (r.Stage, new Condition(r.Axes, false), Trained(r, sheet)))]
                );
            }),
        ];
    }

    private static IReadOnlyList<string> Trained(MeasuredRun run, ScoreSheet sheet) => [.. run.TrainedOn.Where(sheet.Languages.Contains)];

    private static Dictionary<string, string> Point(MeasuredRun run) =>
        run.Axes.Where(a => a.Key != AxisInfo.Stage).ToDictionary(a => a.Key, a => a.Value, StringComparer.Ordinal);

    private static bool IsPart(IReadOnlyDictionary<string, string> part, IReadOnlyDictionary<string, string> whole) =>
        part.All(a => whole.GetValueOrDefault(a.Key) == a.Value);
}
