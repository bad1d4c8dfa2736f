namespace Clt.Host.Bench;

/// <summary>What was measured of a training run; a number a run of some steps.</summary>
/// <param name="Gflops">The model's operations a second, in 10⁹.</param>
/// <param name="TokensPerSecond">Real tokens.</param>
/// <param name="SecondsPerStep">From a step's report to the next: writing the log and all else is in it.</param>
internal sealed record TrainingFigures(
    IReadOnlyList<double> Gflops,
    IReadOnlyList<double> TokensPerSecond,
    IReadOnlyList<double> SecondsPerStep
);
