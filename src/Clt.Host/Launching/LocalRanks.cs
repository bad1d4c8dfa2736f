using Clt.Running.Stopping;

namespace Clt.Host.Launching;

/// <summary>Starts ranks on this machine, passes their output on, and stops all when one fails.</summary>
internal static class LocalRanks
{
    /// <summary>Ranks that are told to stop and do not are killed after this.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Ends this close together may be seen in the wrong order.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    /// <returns>The exit code of the whole.</returns>
    public static async Task<int> Run(
        int ranks,
        WorkerCommand command,
        bool json,
        TextWriter output,
        TextWriter error,
        CancellationToken cancel
    )
    {
        using var stopping = OrderlyStop.Hold();
        var folder = Directory.CreateTempSubdirectory("clt-ranks-").FullName;
        using var start = new RankStart(ranks, command, folder);
        var all = Enumerable
            .Range(0, ranks)
            .Select(rank => new RankProcess(rank, folder, start.Ended, json && rank == 0, output, error))
            .ToList();
        try
        {
            using var told = cancel.Register(start.Stop);
            await FirstFailure(all);
            await Wait(all, cancel.IsCancellationRequested ? TimeSpan.FromMinutes(1) : Together);
            var failed = all.Where(r => r.Ended.IsCompleted && r.ExitCode is not (ExitCode.Done or ExitCode.Interrupted)).ToList();
            if (failed.Count == 0 && !cancel.IsCancellationRequested)
                await Wait(all, Timeout.InfiniteTimeSpan);
            else
                await Stop(start, all);
            if (failed.Count == 0)
                return all.Max(r => r.ExitCode ?? ExitCode.Failed);

            // What is wrong with the input was said, by every rank.
            if (failed.Any(r => r.ExitCode == ExitCode.InputWrong))
                return ExitCode.InputWrong;
            var cause = failed.OrderBy(r => r.ExitCode is null).ThenBy(r => r.LostAnother).First();
            error.WriteLine(
                cause.ExitCode is null ? $"the ranks could not be started, or were ended together: {start.Said}" : cause.Epitaph()
            );
            if (ranks > 1)
                error.WriteLine(
                    "The other ranks were stopped. Run the same command again, with any number of ranks, to go on from the last checkpoint."
                );
            return ExitCode.Failed;
        }
        finally
        {
            if (!start.Ended.IsCompleted)
                start.Kill();
            await Wait(all, Grace);
            start.Stop();
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>Returns when a rank ended badly, or all ended.</summary>
    private static async Task FirstFailure(List<RankProcess> all)
    {
        var running = all.ToDictionary(r => r.Ended);
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running.Keys);
            if (running[ended].ExitCode != ExitCode.Done)
                return;
            running.Remove(ended);
        }
    }

    private static async Task Stop(RankStart start, List<RankProcess> all)
    {
        start.Stop();
        await Wait(all, Grace);
        if (!start.Ended.IsCompleted)
            start.Kill();
        await Wait(all, Timeout.InfiniteTimeSpan);
    }

    private static Task Wait(List<RankProcess> all, TimeSpan patience) =>
        Task.WhenAny(Task.WhenAll(all.Select(r => r.Ended)), Task.Delay(patience));
}
