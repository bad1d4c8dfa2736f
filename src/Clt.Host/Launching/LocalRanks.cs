using System.Diagnostics;
using Clt.Engine.Distributed;

namespace Clt.Host.Launching;

/// <summary>Starts ranks on this machine, passes their output on, and stops all when one fails.</summary>
internal static class LocalRanks
{
    /// <summary>Survivors notice a death by themselves within moments; those that do not are killed after this.</summary>
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    /// <summary>Ends this close together may be seen in the wrong order.</summary>
    private static readonly TimeSpan Together = TimeSpan.FromSeconds(1);

    /// <returns>The exit code of the whole.</returns>
    public static async Task<int> Run(int ranks, WorkerCommand command, bool json, TextWriter output, TextWriter error, CancellationToken cancel)
    {
        var meeting = Path.Combine(Path.GetTempPath(), $"clt-ranks-{Guid.NewGuid():N}");
        var all = new List<RankProcess>();
        try
        {
            for (var rank = 0; rank < ranks; rank++)
                all.Add(new RankProcess(new RankEnvironment(rank, ranks, meeting), command, json && rank == 0, output, error));
            using var stopping = cancel.Register(() => all.ForEach(r => r.Stop()));
            await FirstFailure(all);
            await Wait(all, cancel.IsCancellationRequested ? TimeSpan.FromMinutes(1) : Together);
            var failed = all.Where(r => r.Ended.IsCompleted && r.ExitCode is not (ExitCode.Done or ExitCode.Interrupted)).ToList();
            if (failed.Count == 0) await Wait(all, Timeout.InfiniteTimeSpan);
            else await Stop(all);
            if (failed.Count == 0) return all.Max(r => r.ExitCode);

            // What is wrong with the input was said, by every rank.
            if (failed.Any(r => r.ExitCode == ExitCode.InputWrong)) return ExitCode.InputWrong;
            var cause = failed.OrderBy(r => r.LostAnother).First();
            error.WriteLine($"{cause.Epitaph()}");
            if (ranks > 1) error.WriteLine("The other ranks were stopped. Run the same command again, with any number of ranks, to go on from the last checkpoint.");
            return ExitCode.Failed;
        }
        finally
        {
            foreach (var rank in all)
            {
                if (!rank.Ended.IsCompleted) rank.Kill();
                rank.Dispose();
            }

            File.Delete(meeting);
        }
    }

    /// <summary>Returns when a rank ended badly, or all ended.</summary>
    private static async Task FirstFailure(List<RankProcess> all)
    {
        var running = all.ToDictionary(r => r.Ended);
        while (running.Count > 0)
        {
            var ended = await Task.WhenAny(running.Keys);
            if (running[ended].ExitCode != ExitCode.Done) return;
            running.Remove(ended);
        }
    }

    private static async Task Stop(List<RankProcess> all)
    {
        all.ForEach(r => r.Stop());
        await Wait(all, Grace);
        foreach (var rank in all.Where(r => !r.Ended.IsCompleted)) rank.Kill();
        await Wait(all, Timeout.InfiniteTimeSpan);
    }

    private static Task Wait(List<RankProcess> all, TimeSpan patience) => Task.WhenAny(Task.WhenAll(all.Select(r => r.Ended)), Task.Delay(patience));
}
