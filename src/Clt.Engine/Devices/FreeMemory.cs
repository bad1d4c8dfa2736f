using System.Globalization;

namespace Clt.Engine.Devices;

/// <summary>Memory that this process may still take.</summary>
internal static class FreeMemory
{
    private const string Machine = "/proc/meminfo",
        Group = "/sys/fs/cgroup/memory.max",
        Used = "/sys/fs/cgroup/memory.current";

    /// <summary>Bytes that the machine has, or the control group allows, whichever is less; null where that cannot be read.</summary>
    public static double? Total()
    {
        try
        {
            return Math.Min(Field("MemTotal:") + Field("SwapTotal:"), Limit() ?? double.PositiveInfinity);
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    /// <summary>Bytes that the machine, and the control group where there is one, have free; null where that cannot be read.</summary>
    public static double? Bytes()
    {
        try
        {
            var free = Field("MemAvailable:");
            return Limit() is { } limit ? Math.Min(free, limit - double.Parse(File.ReadAllText(Used), CultureInfo.InvariantCulture)) : free;
        }
        catch (Exception e) when (IsUnreadable(e))
        {
            return null;
        }
    }

    private static double Field(string name)
    {
        var line = File.ReadLines(Machine).First(l => l.StartsWith(name, StringComparison.Ordinal));
        return 1024 * double.Parse(line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }

    /// <summary>The control group's; null where there is none.</summary>
    private static double? Limit() =>
        File.Exists(Group) && double.TryParse(File.ReadAllText(Group), CultureInfo.InvariantCulture, out var limit) ? limit : null;

    private static bool IsUnreadable(Exception e) =>
        e is IOException or UnauthorizedAccessException or FormatException or InvalidOperationException;
}
