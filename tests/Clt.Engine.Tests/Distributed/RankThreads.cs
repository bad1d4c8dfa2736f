using Clt.Engine.Distributed;

namespace Clt.Engine.Tests.Distributed;

/// <summary>Ranks as threads that meet in a folder of their own.</summary>
internal static class RankThreads
{
    public static T[] Run<T>(int ranks, Func<ProcessGroup, T> body, TimeSpan? timeout = null)
    {
        using var folder = new TemporaryFolder();
        return ThreadRanks.Run(ranks, folder["meeting"], body, timeout ?? TimeSpan.FromSeconds(20));
    }
}
