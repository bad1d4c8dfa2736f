using System.Text.Json;
using Clt.Engine.Training;

namespace Clt.Studies;

/// <summary>Losses of held-out examples at a step of training, languages that are only watched among them.</summary>
/// <param name="Step">Optimiser steps so far.</param>
/// <param name="Losses">Mean loss of a target in nats, by language code.</param>
public sealed record CoursePoint(int Step, IReadOnlyDictionary<string, double> Losses)
{
    /// <summary>The points of a training's log: one a step at which held-out losses were measured.</summary>
    public static IReadOnlyList<CoursePoint> Read(string log) =>
    [
        .. (File.Exists(log) ? File.ReadLines(log) : []).Select(line => JsonSerializer.Deserialize<StepRow>(line)!)
            .Where(row => row.ValidationByLanguage is not null)
            .Select(row => new CoursePoint(row.Step, row.ValidationByLanguage!.Concat(Watched(row))
                .ToDictionary(l => l.Key, l => l.Value, StringComparer.Ordinal))),
    ];

    private static IEnumerable<KeyValuePair<string, double>> Watched(StepRow row) =>
        (row.Evaluation ?? new Dictionary<string, double>()).Where(f => f.Key.StartsWith(WatchedLoss.Prefix, StringComparison.Ordinal))
            .Select(f => KeyValuePair.Create(f.Key[WatchedLoss.Prefix.Length..], f.Value));
}
