namespace Clt.Host.Bench;

/// <summary>What was measured of a case.</summary>
/// <param name="Name">The case; its goal, if there is one, is listed under it in <see cref="BenchGoals"/>.</param>
/// <param name="Unit">Of the numbers; <c>per GFLOP/s</c> is added to it where they are divided.</param>
/// <param name="Runs">A number a run.</param>
/// <param name="PerGemm">
/// The numbers are divided by the machine's rate of matrix products in GFLOP/s, so that they can be compared between machines.
/// </param>
internal sealed record Measured(string Name, string Unit, IReadOnlyList<double> Runs, bool PerGemm = false);
