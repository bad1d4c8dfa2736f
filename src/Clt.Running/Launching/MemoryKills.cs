using System.Globalization;
using Clt.Results.Tables;

namespace Clt.Running.Launching;

/// <summary>Tells a worker that the kernel killed for want of memory from one that was killed otherwise: both die by signal 9.</summary>
/// <param name="group">The events of the control group.</param>
/// <param name="machine">The counters of the machine.</param>
internal sealed class MemoryKills(string group = "/sys/fs/cgroup/memory.events", string machine = "/proc/vmstat")
{
    private const string Counter = "oom_kill ";
    private readonly long _before = Count(group, machine);

    /// <summary>Whether the kernel killed any process for memory since this was made.</summary>
    public bool Happened => Count(group, machine) > _before;

    /// <summary>The message on such a worker.</summary>
    /// <param name="peak">The most memory that the worker was seen with; 0 where it was not seen.</param>
    public static string Message(long peak)
    {
        var had = peak > 0 ? $" (it had {Format.Bytes(peak)})" : "";
        return $"the kernel killed the worker because memory ran out{had}: it is not tried again alike. Use fewer workers (--workers "
            + $"1), a smaller batch or "
            + "context, recompute: RecomputeAll, an adapter in place of all weights, or a smaller model.";
    }

    private static long Count(params string[] files) => files.Sum(Count);

    private static long Count(string file)
    {
        try
        {
            return File.Exists(file)
                ? File.ReadLines(file)
                    .Where(l => l.StartsWith(Counter, StringComparison.Ordinal))
                    .Sum(l => long.Parse(l[Counter.Length..], CultureInfo.InvariantCulture))
                : 0;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException)
        {
            return 0;
        }
    }
}
