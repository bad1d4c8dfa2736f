using Clt.Engine.Training;
using Clt.Results.Store;

namespace Clt.Running.Training;

/// <summary>Reads what was measured on held-out examples from the log of a training.</summary>
internal static class CourseLog
{
    private static readonly Dictionary<string, double> None = [];

    /// <summary>
    /// The points of a training's log: one a step at which something was measured; null where a row is missing or damaged.
    /// </summary>
    /// <param name="log">The file.</param>
    /// <param name="steps">How many rows it must have.</param>
    /// <param name="report">Takes a sentence where it is damaged.</param>
    public static IReadOnlyList<CoursePoint>? Read(string log, int steps, Action<string> report)
    {
        var rows = (File.Exists(log) ? File.ReadLines(log) : []).Select(StepLog.Row).TakeWhile(r => r is not null).Select(r => r!).ToList();
        if (rows.Count == steps)
            return [.. rows.Where(row => row.ValidationByLanguage is not null || row.Evaluation is not null).Select(Of)];
        report(
            $"{log} holds {rows.Count} of {steps} steps, the others are missing or damaged: the results go without the course of the "
                + $"training."
        );
        return null;
    }

    private static CoursePoint Of(StepRow row)
    {
        var figures = row.Evaluation ?? None;
        var losses = figures.Where(IsLoss).Select(f => KeyValuePair.Create(f.Key[CoursePoint.LossPrefix.Length..], f.Value));
        var scores = figures.Where(f => !IsLoss(f)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        return new CoursePoint(
            row.Step,
            (row.ValidationByLanguage ?? None).Concat(losses).ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal)
        )
        {
            Scores = scores.Count == 0 ? null : scores,
        };
    }

    private static bool IsLoss(KeyValuePair<string, double> figure) =>
        figure.Key.StartsWith(CoursePoint.LossPrefix, StringComparison.Ordinal);
}
