using System.Diagnostics;
using Clt.Engine.Models;
using Clt.Engine.Training;

namespace Clt.Host.Bench;

/// <summary>How much memory the trainer takes.</summary>
internal static class TrainingMemory
{
    /// <summary>
    /// The most that this process ever had, beyond what it has before the training, and beyond weights, gradients and both moments, in MB:
    /// with micro-batches of 2,048 tokens and blocks that are computed again, as one trains who is short of memory.
    /// Nothing else may have run in the process.
    /// </summary>
    public static double Extra(TrainingShape shape, CancellationToken cancel)
    {
        const int Steps = 4;
        const int BytesOfAWeight = 16;
        var examples = shape.Examples(shape.Batch * Steps);
        GC.Collect();
        var (before, weights) = (Environment.WorkingSet, 0L);
        var settings = BenchTraining.Settings(shape.Batch, Steps) with
        {
            Checkpointing = ActivationCheckpointing.EveryBlock,
            MicroBatchTokens = 2048,
        };
        BenchTraining.Run(
            examples,
            settings,
            () =>
            {
                var model = LanguageModel.Create(shape.Config, new Seed(1));
                weights = model.Parameters.Count;
                return model;
            },
            cancel
        );
        using var process = Process.GetCurrentProcess();
        return (process.PeakWorkingSet64 - before - (BytesOfAWeight * weights)) / 1e6;
    }

    /// <summary>
    /// How much more is in use after all steps of a tiny model than after half of them, in MB: objects and allocations, not pages.
    /// </summary>
    public static double Growth(int steps, CancellationToken cancel)
    {
        var shape = TrainingShape.Small(quick: true);
        var (half, end) = (0L, 0L);
        var settings = BenchTraining.Settings(shape.Batch, steps);
        BenchTraining.Run(
            shape.Examples(shape.Batch),
            settings,
            () => LanguageModel.Create(shape.Config, new Seed(1)),
            row =>
            {
                if (row.Step == steps / 2)
                    half = MemoryInUse.Bytes();
                if (row.Step == steps)
                    end = MemoryInUse.Bytes();
            },
            cancel
        );
        return (end - half) / 1e6;
    }
}
