using Clt.Engine.Distributed;
using Clt.Formats.Files;

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
        if (job.Train.Count == 0)
            throw new InputException("there are no training examples", "training data", "Give at least one.");
        var checkpoints = new CheckpointFolder(
            CheckpointsOf(job.Folder),
            job.Identity,
            message => progress?.Report(new(0, 0, null, message))
        );
        var alone = job.Group is not { Rank: > 0 };
        void Say(string message) => progress?.Report(new(0, 0, null, message));
        if (Finished(job.Folder, job.Identity, job.Start, Say, job.Settings.KeepCheckpoints || !alone, clears: alone) is { } done)
            return done;
        using var run = new TrainingRun(job, checkpoints, progress);
        return run.ToEnd(cancel);
    }

    /// <summary>
    /// The result of a finished job, found without its data; null where it is not finished. Every byte of its model is held against the
    /// checksums of the result: what does not hold is said and removed, so that it is trained again.
    /// </summary>
    /// <param name="folder">The job's folder.</param>
    /// <param name="identity">The job's name.</param>
    /// <param name="start">What it must have started from (<see cref="TrainingJob.Start"/>).</param>
    /// <param name="say">Takes a sentence on what is made again.</param>
    /// <param name="keepCheckpoints">Whether checkpoints stay, if the job was stopped between its result and their removal.</param>
    /// <param name="clears">Whether what does not hold is removed, which one of several processes does.</param>
    /// <exception cref="InputException">The folder belongs to another job.</exception>
    public static TrainingResult? Finished(
        string folder,
        string identity,
        string start,
        Action<string> say,
        bool keepCheckpoints = false,
        bool clears = true
    )
    {
        var done = TrainingResult.Find(folder, identity, out var fault);
        if (done is not null)
        {
            fault =
                done.Start != start ? "what it was trained from is no longer the same" : FileSums.Fault(folder, done.Files, content: true);
        }

        if (fault is not null)
        {
            if (clears)
                Clear(folder, fault, say);
            return null;
        }

        if (done is not null && !keepCheckpoints)
            Checkpoint.Delete(CheckpointsOf(folder));
        return done;
    }

    /// <summary>
    /// The share of an unfinished job's steps that its newest checkpoint has done, from 0 to 1; 0 where there is none. Its checksums are
    /// not read: for plans.
    /// </summary>
    /// <param name="folder">The job's folder.</param>
    public static double Reached(string folder) =>
        CheckpointFolder.NewestState(CheckpointsOf(folder)) is { TotalSteps: > 0 } state ? (double)state.Step / state.TotalSteps : 0;

    /// <summary>The result goes first: without it the rest is nothing that is taken for finished.</summary>
    private static void Clear(string folder, string fault, Action<string> say)
    {
        say($"The finished training in {folder} does not hold ({fault}): it is trained again.");
        File.Delete(TrainingResult.FileIn(folder));
        foreach (var left in Directory.GetDirectories(folder))
            Checkpoint.Delete(left);
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
public sealed record TrainingProgress(int Step, int TotalSteps, StepRow? Row, string? Message = null)
{
    /// <summary>Whether it was told to stop, and saves a checkpoint before it does.</summary>
    public bool IsSaving { get; init; }
}
