using System.Text.Json;
using Clt.Engine.Training;
using Clt.Results.Store;

namespace Clt.Running.Training;

/// <summary>Reads what was measured on held-out examples from the log of a training.</summary>
internal static class CourseLog
{
    private static readonly Dictionary<string, double> None = [];

    /// <summary>The points of a training's log: one a step at which something was measured.</summary>
    public static IReadOnlyList<CoursePoint> Read(string log) =>
    [
        .. (File.Exists(log) ? File.ReadLines(log) : []).Select(line => JsonSerializer.Deserialize<StepRow>(line)!)
            .Where(row => row.ValidationByLanguage is not null || row.Evaluation is not null).Select(Of),
    ];

    private static CoursePoint Of(StepRow row)
    {
        var figures = row.Evaluation ?? None;
        var losses = figures.Where(IsLoss).Select(f => KeyValuePair.Create(f.Key[CoursePoint.LossPrefix.Length..], f.Value));
        var scores = figures.Where(f => !IsLoss(f)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        return new CoursePoint(row.Step, (row.ValidationByLanguage ?? None).Concat(losses).ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal))
        {
            Scores = scores.Count == 0 ? null : scores,
        };
    }

    private static bool IsLoss(KeyValuePair<string, double> figure) => figure.Key.StartsWith(CoursePoint.LossPrefix, StringComparison.Ordinal);
}
