using System.Text.Json.Serialization;

namespace Clt.Host.Bench;

/// <summary>A line of a benchmark's result.</summary>
/// <param name="Name">The case.</param>
/// <param name="Value">The median of the runs.</param>
/// <param name="Unit">Of the value.</param>
/// <param name="Goal">The least value that is aimed at (or the greatest, for seconds and memory), or null.</param>
/// <param name="Met">Whether it is reached; null without a goal.</param>
/// <param name="Runs">Smallest, median and largest of the runs.</param>
internal sealed record BenchCase(string Name, double Value, string Unit, double? Goal, bool? Met, IReadOnlyList<double> Runs)
{
    /// <summary>Whether the goal is the greatest value that will do.</summary>
    [JsonIgnore]
    public bool AtMost { get; private init; }

    /// <param name="measured">Numbers of the runs; at least one.</param>
    /// <param name="gemm">GFLOP/s of matrix products.</param>
    /// <param name="goal">What is aimed at, or null.</param>
    public static BenchCase Of(Measured measured, double gemm, BenchGoal? goal)
    {
        var runs = measured.Runs.Select(r => measured.PerGemm ? r / gemm : r).Order().ToList();
        var median = (runs[(runs.Count - 1) / 2] + runs[runs.Count / 2]) / 2;
        var unit = measured.PerGemm ? $"{measured.Unit} per GFLOP/s" : measured.Unit;
        return new BenchCase(measured.Name, median, unit, goal?.Value, goal?.IsMetBy(median), [runs[0], median, runs[^1]])
        {
            AtMost = goal?.AtMost ?? false,
        };
    }
}
