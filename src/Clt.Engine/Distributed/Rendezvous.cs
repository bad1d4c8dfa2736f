using System.Diagnostics;
using System.Globalization;
using System.Net;
using Clt.Engine.Checkpoints;

namespace Clt.Engine.Distributed;

/// <summary>
/// How processes find each other: rank 0 opens a TCP store on a port that the system gives it and writes host and port into a file.
/// So nobody chooses ports, and two launches on one machine cannot meet.
/// </summary>
internal static class Rendezvous
{
    private const string Loopback = "127.0.0.1";

    /// <summary>Opens or connects to the store, and tells the address at which this process is to be reached (null: by host name).</summary>
    /// <exception cref="DistributedException">Rank 0 did not come, or cannot be reached.</exception>
    public static (nint Store, string? Address) Meet(RankEnvironment place, TimeSpan patience)
    {
        var timeout = (long)patience.TotalMilliseconds;
        if (place.Rank == 0)
        {
            var opened = CollectiveMethods.clt_store_open(timeout);
            if (opened == 0) throw new DistributedException($"rank 0 could not listen: {CollectiveMethods.Error()}");
            var port = CollectiveMethods.clt_store_port(opened).ToString(CultureInfo.InvariantCulture);
            Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(place.Meeting))!);
            AtomicFile.WriteText(place.Meeting, $"{Dns.GetHostName()} {port}\n");
            return (opened, IsOneMachine() ? Loopback : null);
        }

        var (host, at) = Read(place, patience);
        var store = CollectiveMethods.clt_store_connect(host == Dns.GetHostName() ? Loopback : host, at, timeout);
        return store != 0
            ? (store, IsOneMachine() ? Loopback : null)
            : throw new DistributedException($"rank {place.Rank} could not reach rank 0 at {host}:{at}: {CollectiveMethods.Error()}");
    }

    /// <summary>Under Slurm, processes may be on several nodes; 'clt launch local' starts them on this machine.</summary>
    private static bool IsOneMachine() => Environment.GetEnvironmentVariable("SLURM_NNODES") is null or "1";

    private static (string Host, int Port) Read(RankEnvironment place, TimeSpan patience)
    {
        for (var clock = Stopwatch.StartNew(); clock.Elapsed < patience; Thread.Sleep(20))
        {
            if (!File.Exists(place.Meeting)) continue;
            var words = File.ReadAllText(place.Meeting).Split(' ', StringSplitOptions.TrimEntries);
            if (words.Length == 2 && int.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var port)) return (words[0], port);
        }

        throw new DistributedException($"rank {place.Rank} waited {patience.TotalSeconds:0} s for rank 0 to write {place.Meeting}");
    }
}
