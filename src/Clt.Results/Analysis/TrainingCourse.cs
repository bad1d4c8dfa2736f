using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;
using Clt.Results.Statistics.Testing;
using Clt.Results.Store;

namespace Clt.Results.Analysis;

/// <summary>The means of seen and of unseen languages at each checkpoint of a run.</summary>
/// <param name="Title">The run's place in the grid.</param>
/// <param name="Axes">The same as axis values.</param>
/// <param name="Points">Where both groups were measured in all their languages, by step.</param>
internal sealed record TrainingCourse(
    string Title,
    IReadOnlyDictionary<string, string> Axes,
    IReadOnlyList<(int Step, double Seen, double Unseen, double Gap)> Points
)
{
    /// <summary>Spearman's rank correlation of the groups over checkpoints; not a number where one stays as it is.</summary>
    public double Rho => Correlation.Spearman([.. Points.Select(p => p.Seen)], [.. Points.Select(p => p.Unseen)]).R;

    /// <summary>The change of the gap with every doubling of steps, by least squares.</summary>
    public double Change =>
        Estimates.Slope([.. Points.Select(p => Math.Log2(p.Step))], [.. Points.Select(p => p.Gap)], "checkpoints").Slope.Estimate;

    /// <summary>The course of a run.</summary>
    public static TrainingCourse Of(MeasuredRun run, LanguageGroups groups, CourseMeasure measure)
    {
        return new TrainingCourse(
            new Condition(run.Axes, false).Title,
            run.Axes,
            [
                .. (run.Result.Course ?? [])
                    .Select(p => (p.Step, Seen: Mean(p, LanguageGroups.Seen), Unseen: Mean(p, LanguageGroups.Unseen)))
                    .Where(p => double.IsFinite(p.Seen + p.Unseen))
                    .Select(p => (p.Step, p.Seen, p.Unseen, measure.Behind * (p.Unseen - p.Seen))),
            ]
        );

        double Mean(CoursePoint point, string group) =>
            groups.Of(group).Select(l => measure.Value(point, l)).DefaultIfEmpty(double.NaN).Average();
    }
}
