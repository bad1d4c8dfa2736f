using Clt.Engine.Training;
using Clt.Results.Store;
using Clt.Serving.Runs;

namespace Clt.Serving.Curves;

/// <summary>Learning curves of a cell: loss and what goes with it at each step, held-out losses, scores along training.</summary>
/// <param name="Cell">The cell.</param>
/// <param name="MeanOf">How many steps a point of a line stands for; held-out losses and scores are as they were measured.</param>
/// <param name="Steps">Lines by name: <c>loss</c>, <c>gradient norm</c>, <c>learning rate</c>, <c>tokens per second</c>.</param>
/// <param name="Validation">Held-out losses: <c>mean</c>, and by language code.</param>
/// <param name="Scores">Scores of held-out items along training, by metric and language code.</param>
internal sealed record TrainingCurves(
    string Cell,
    int MeanOf,
    IReadOnlyDictionary<string, Curve> Steps,
    IReadOnlyDictionary<string, Curve> Validation,
    IReadOnlyDictionary<string, Curve> Scores
)
{
    private const int MostPoints = 600;

    /// <summary>The curves of a cell; without any lines where it has no training.</summary>
    public static TrainingCurves Of(StudyReader study, string cell)
    {
        var training = study.With(cell, c => c.Training) ?? "";
        IReadOnlyList<StepRow> rows = study.With(training, c => (IReadOnlyList<StepRow>)[.. c.Steps]) ?? [];
        return new TrainingCurves(cell, Curve.Together(rows.Count, MostPoints), Lines(rows), HeldOut(rows), Measured(rows));
    }

    private static Dictionary<string, Curve> Lines(IReadOnlyList<StepRow> rows)
    {
        Curve Of(Func<StepRow, double> value) => Curve.Thinned([.. rows.Select(r => (r.Step, value(r)))], MostPoints);
        return rows.Count == 0
            ? []
            : new()
            {
                ["loss"] = Of(r => r.Loss),
                ["gradient norm"] = Of(r => r.GradientNorm),
                ["learning rate"] = Of(r => r.LearningRate),
                ["tokens per second"] = Of(r => r.TokensPerSecond),
            };
    }

    private static Dictionary<string, Curve> HeldOut(IReadOnlyList<StepRow> rows)
    {
        var mean = rows.Where(r => r.ValidationLoss is not null).Select(r => ("mean", r.Step, r.ValidationLoss!.Value));
        var languages = rows.SelectMany(r => (r.ValidationByLanguage ?? None).Select(v => (v.Key, r.Step, v.Value)));
        var watched = Evaluated(rows).Where(f => IsLoss(f.Name)).Select(f => (f.Name[CoursePoint.LossPrefix.Length..], f.Step, f.Value));
        return ByName(mean.Concat(languages).Concat(watched));
    }

    private static Dictionary<string, Curve> Measured(IReadOnlyList<StepRow> rows) => ByName(Evaluated(rows).Where(f => !IsLoss(f.Name)));

    private static readonly Dictionary<string, double> None = [];

    private static bool IsLoss(string name) => name.StartsWith(CoursePoint.LossPrefix, StringComparison.Ordinal);

    private static IEnumerable<(string Name, int Step, double Value)> Evaluated(IReadOnlyList<StepRow> rows) =>
        rows.SelectMany(r => (r.Evaluation ?? None).Select(e => (e.Key, r.Step, e.Value)));

    private static Dictionary<string, Curve> ByName(IEnumerable<(string Name, int Step, double Value)> points) =>
        points.GroupBy(p => p.Name).ToDictionary(g => g.Key, g => Curve.Of(g.Select(p => (p.Step, p.Value))), StringComparer.Ordinal);
}
