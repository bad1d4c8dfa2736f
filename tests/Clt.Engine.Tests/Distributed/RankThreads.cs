using Clt.Engine.Distributed;

namespace Clt.Engine.Tests.Distributed;

/// <summary>Ranks as threads , with patience for tests.</summary>
internal static class RankThreads
{
    public static T[] Run<T>(int ranks, Func<ProcessGroup, T> body, TimeSpan? timeout = null) =>
        ThreadRanks.Run(ranks, body, timeout ?? TimeSpan.FromSeconds(20));
}
