using Clt.Engine.Distributed;
using Clt.Engine.Plugins;
using Clt.Engine.Training;
using Clt.Kernels.Libtorch;
using Clt.Running.Cells;
using Clt.Running.Stopping;

namespace Clt.Running.Training;

/// <summary>Runs a cell's training, in this process or, as rank 0, together with those that follow (<c>RankFollower</c>).</summary>
internal static class CellTraining
{
    /// <exception cref="DistributedException">The processes are no longer in step: nothing can be trained together any more.</exception>
    public static TrainingResult Run(TrainingJob job, CellServices services, IProgress<TrainingProgress> progress)
    {
        ProcessState.WatchTorch();
        job = job with { Threads = () => services.Threads };
        using var stopping = OrderlyStop.Training();
        using var board = new TrainingBoard(Path.Combine(Path.GetDirectoryName(job.LogFile!)!, "tensorboard"), progress);
        var rate = GemmRate.Kept(services.Context.CacheFolder, LibtorchBuild.Machine, services.Threads) * 1e9;
        if (services.Context.Group is not { } group)
            return Trainer.Run(job with { GemmRate = rate }, board, services.Cancel);

        // Whatever can fail on rank 0 alone has been done: from here on all do the same.
        if (group.Rank == 0)
            group.Announce(job.Identity);
        try
        {
            return Trainer.Run(job with { Group = group, GemmRate = rate * group.Size }, board, services.Cancel);
        }
        catch (OperationCanceledException) when (group.Rank == 0 && !services.Cancel.IsCancellationRequested)
        {
            throw new DistributedException("another rank was told to stop.");
        }
        catch (Exception e) when (e is not (InputException or TrainingException or OperationCanceledException or DistributedException))
        {
            throw new DistributedException(Failures.Describe(e).Message, e);
        }
    }
}
