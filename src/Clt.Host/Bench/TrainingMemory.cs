using System.Diagnostics;
using Clt.Engine.Models;

namespace Clt.Host.Bench;

/// <summary>How much memory the trainer takes.</summary>
internal static class TrainingMemory
{
    /// <summary>
    /// The most that this process ever had, beyond what it has before the training, and beyond weights, gradients and both moments, in MB.
    /// Nothing else may have run in the process.
    /// </summary>
    public static double Extra(TrainingShape shape, CancellationToken cancel)
    {
        const int Steps = 4;
        const int BytesOfAWeight = 16;
        var examples = shape.Examples(shape.Batch * Steps);
        GC.Collect();
        var (before, weights) = (Environment.WorkingSet, 0L);
        BenchTraining.Run(examples, BenchTraining.Settings(shape.Batch, Steps), () =>
        {
            var model = LanguageModel.Create(shape.Config, new Seed(1));
            weights = model.Parameters.Count;
            return model;
        }, cancel);
        using var process = Process.GetCurrentProcess();
        return (process.PeakWorkingSet64 - before - (BytesOfAWeight * weights)) / 1e6;
    }

    /// <summary>How much more is in use after all steps of a tiny model than after half of them, in MB: objects and allocations, not pages.</summary>
    public static double Growth(int steps, CancellationToken cancel)
    {
        var shape = TrainingShape.Small(quick: true);
        var (half, end) = (0L, 0L);
        var settings = BenchTraining.Settings(shape.Batch, steps);
        BenchTraining.Run(shape.Examples(shape.Batch), settings, () => LanguageModel.Create(shape.Config, new Seed(1)), row =>
        {
            if (row.Step == steps / 2) half = MemoryInUse.Bytes();
            if (row.Step == steps) end = MemoryInUse.Bytes();
        }, cancel);
        return (end - half) / 1e6;
    }
}
