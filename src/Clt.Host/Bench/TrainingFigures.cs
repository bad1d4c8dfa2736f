namespace Clt.Host.Bench;

/// <summary>What was measured of a training run; a number a run of some steps.</summary>
/// <param name="Gflops">The model's operations a second, in 10⁹.</param>
/// <param name="TokensPerSecond">Real tokens.</param>
/// <param name="StepsPerSecond">Optimiser steps.</param>
/// <param name="ExtraMemoryMb">Most memory of the process beyond what it had before, weights, gradients and the optimiser's state.</param>
internal sealed record TrainingFigures(
    IReadOnlyList<double> Gflops, IReadOnlyList<double> TokensPerSecond, IReadOnlyList<double> StepsPerSecond, double ExtraMemoryMb);
