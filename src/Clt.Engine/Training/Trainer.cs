using Clt.Engine.Distributed;

namespace Clt.Engine.Training;

/// <summary>Runs training jobs.</summary>
public static class Trainer
{
    /// <summary>
    /// Trains to the end, from the last checkpoint in the job's folder if there is one; a finished job's result is returned at once.
    /// </summary>
    /// <param name="job">What to train.</param>
    /// <param name="progress">Hears of every step and of what should be shown.</param>
    /// <param name="cancel">Stops after the current step, with a checkpoint.</param>
    /// <exception cref="InputException">Settings or data are wrong, or the folder belongs to another job.</exception>
    /// <exception cref="TrainingException">Loss or gradients are no longer finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled; running the job again goes on.</exception>
    /// <exception cref="DistributedException">One of the job's processes ended or hangs.</exception>
    /// <exception cref="IOException">The result could not be saved; checkpoints saved before stay.</exception>
    public static TrainingResult Run(TrainingJob job, IProgress<TrainingProgress>? progress = null, CancellationToken cancel = default)
    {
        job.Settings.Check(job.Validation.Count > 0);
        if (job.Train.Count == 0) throw new InputException("there are no training examples", "training data", "Give at least one.");
        var checkpoints = new CheckpointFolder(
            CheckpointsOf(job.Folder), job.Identity, message => progress?.Report(new(0, 0, null, message)));
        if (Finished(job.Folder, job.Identity, job.Settings.KeepCheckpoints || job.Group is { Rank: > 0 }) is { } done) return done;
        using var run = new TrainingRun(job, checkpoints, progress);
        return run.ToEnd(cancel);
    }

    /// <summary>The result of a finished job, found without its data; null where it is not finished.</summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="identity">The job's name.</param>
    /// <param name="keepCheckpoints">Whether checkpoints stay, if the job was stopped between its result and their removal.</param>
    /// <exception cref="InputException">The folder belongs to another job.</exception>
    public static TrainingResult? Finished(string folder, string identity, bool keepCheckpoints = false)
    {
        var done = TrainingResult.Find(folder, identity);
        if (done is not null && !keepCheckpoints) Checkpoint.Delete(CheckpointsOf(folder));
        return done;
    }

    private static string CheckpointsOf(string folder) => Path.Combine(folder, "checkpoints");
}

/// <summary>A run cannot go on: its numbers are no longer finite.</summary>
public sealed class TrainingException(string message) : Exception(message);

/// <summary>What happened last in a run.</summary>
/// <param name="Step">Optimiser steps done.</param>
/// <param name="TotalSteps">Steps of the whole run.</param>
/// <param name="Row">The step's figures, as they stand in the log; null where only <paramref name="Message"/> is news.</param>
/// <param name="Message">
/// One line to show: a checkpoint that could not be saved, a damaged one that was passed over, where a run went on from.
/// </param>
public sealed record TrainingProgress(int Step, int TotalSteps, StepRow? Row, string? Message = null);
