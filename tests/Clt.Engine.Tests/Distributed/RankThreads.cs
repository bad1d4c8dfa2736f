using System.Runtime.ExceptionServices;
using Clt.Engine.Distributed;

namespace Clt.Engine.Tests.Distributed;

/// <summary>Ranks as threads of this process: each has its own group, as processes have.</summary>
internal static class RankThreads
{
    /// <summary>Runs the body once a rank and returns what the ranks made; throws what the first of them threw.</summary>
    public static T[] Run<T>(int ranks, Func<ProcessGroup, T> body, TimeSpan? timeout = null)
    {
        using var folder = new TemporaryFolder();
        var made = new T[ranks];
        var faults = new Exception?[ranks];
        var threads = Enumerable.Range(0, ranks).Select(rank => new Thread(() =>
        {
            try
            {
                using var group = ProcessGroup.Join(
                    new RankEnvironment(rank, ranks, folder["meeting"]), TimeSpan.FromSeconds(20), timeout ?? TimeSpan.FromSeconds(20));
                made[rank] = body(group);
            }
            catch (Exception error)
            {
                faults[rank] = error;
            }
        })).ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        if (faults.FirstOrDefault(f => f is not null) is { } first) ExceptionDispatchInfo.Throw(first);
        return made;
    }
}
