using System.Globalization;

namespace Clt.Engine.Devices;

/// <summary>Memory that this process may still take.</summary>
internal static class FreeMemory
{
    /// <summary>Bytes that the machine, and the control group where there is one, have free; null where that cannot be read.</summary>
    public static double? Bytes()
    {
        const string Machine = "/proc/meminfo", Group = "/sys/fs/cgroup/memory.max", Used = "/sys/fs/cgroup/memory.current";
        try
        {
            var line = File.ReadLines(Machine).First(l => l.StartsWith("MemAvailable:", StringComparison.Ordinal));
            var free = 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
            if (!File.Exists(Group) || !double.TryParse(File.ReadAllText(Group), CultureInfo.InvariantCulture, out var limit)) return free;
            return Math.Min(free, limit - double.Parse(File.ReadAllText(Used), CultureInfo.InvariantCulture));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException)
        {
            return null;
        }
    }
}
