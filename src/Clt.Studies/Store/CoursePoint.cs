using System.Text.Json;
using System.Text.Json.Serialization;
using Clt.Engine.Training;

namespace Clt.Studies;

/// <summary>What was measured on held-out examples at a step of training.</summary>
/// <param name="Step">Optimiser steps so far.</param>
/// <param name="Losses">Mean loss of a target in nats, by language code, languages that are only watched among them; empty where none was measured.</param>
public sealed record CoursePoint(int Step, IReadOnlyDictionary<string, double> Losses)
{
    private static readonly Dictionary<string, double> None = [];

    /// <summary>Scores of held-out items by <c>metric/language</c>; null where the recipe did not measure at this step (<c>evaluateEvery</c>).</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, double>? Scores { get; init; }

    /// <summary>A metric's score in a language; not a number where it was not measured.</summary>
    public double Score(string metric, string language) => (Scores ?? None).GetValueOrDefault($"{metric}/{language}", double.NaN);

    /// <summary>The points of a training's log: one a step at which something was measured.</summary>
    public static IReadOnlyList<CoursePoint> Read(string log) =>
    [
        .. (File.Exists(log) ? File.ReadLines(log) : []).Select(line => JsonSerializer.Deserialize<StepRow>(line)!)
            .Where(row => row.ValidationByLanguage is not null || row.Evaluation is not null).Select(Of),
    ];

    private static CoursePoint Of(StepRow row)
    {
        var figures = row.Evaluation ?? None;
        var losses = figures.Where(IsLoss).Select(f => KeyValuePair.Create(f.Key[WatchedLoss.Prefix.Length..], f.Value));
        var scores = figures.Where(f => !IsLoss(f)).ToDictionary(f => f.Key, f => f.Value, StringComparer.Ordinal);
        return new CoursePoint(row.Step, (row.ValidationByLanguage ?? None).Concat(losses).ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal))
        {
            Scores = scores.Count == 0 ? null : scores,
        };
    }

    private static bool IsLoss(KeyValuePair<string, double> figure) => figure.Key.StartsWith(WatchedLoss.Prefix, StringComparison.Ordinal);
}
