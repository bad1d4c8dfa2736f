using System.Runtime.ExceptionServices;
using Clt.Kernels.Collectives;

namespace Clt.Engine.Distributed;

/// <summary>Ranks as threads of this process, each with a group of its own, as processes have: for checks.</summary>
internal static class ThreadRanks
{
    /// <summary>Runs the body once a rank and returns what the ranks made; throws what the first of them threw.</summary>
    /// <param name="ranks">How many.</param>
    /// <param name="body">What each does.</param>
    /// <param name="timeout">How long they wait for each other.</param>
    public static T[] Run<T>(int ranks, Func<ProcessGroup, T> body, TimeSpan timeout)
    {
        var collectives = ThreadCollective.Create(ranks, timeout);
        return Run(ranks, rank => new ProcessGroup(collectives[rank]), body);
    }

    /// <summary>The same where each rank joins by itself.</summary>
    public static T[] Run<T>(int ranks, Func<int, ProcessGroup> join, Func<ProcessGroup, T> body)
    {
        var made = new T[ranks];
        var faults = new Exception?[ranks];
        var threads = Enumerable
            .Range(0, ranks)
            .Select(rank => new Thread(() =>
            {
                try
                {
                    using var group = join(rank);
                    made[rank] = body(group);
                }
                catch (Exception error)
                {
                    faults[rank] = error;
                }
            }))
            .ToList();
        threads.ForEach(t => t.Start());
        threads.ForEach(t => t.Join());
        if (faults.FirstOrDefault(f => f is not null) is { } first)
            ExceptionDispatchInfo.Throw(first);
        return made;
    }
}
