using System.Globalization;

namespace Plugins.Tests.Soak;

/// <summary>What this process holds, in numbers that stay flat where nothing leaks.</summary>
/// <param name="Managed">Bytes of live objects.</param>
/// <param name="Resident">Bytes of memory that the kernel counts.</param>
/// <param name="Handles">Open files, sockets and the like.</param>
/// <param name="Threads">Threads.</param>
/// <param name="Disk">Bytes in the folder of the soak.</param>
internal sealed record ProcessState(long Managed, long Resident, int Handles, int Threads, long Disk)
{
    /// <summary>After all that nobody refers to is gone.</summary>
    public static ProcessState Take(string folder)
    {
        for (var i = 0; i < 3; i++)
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        }

        return new ProcessState(
            GC.GetTotalMemory(forceFullCollection: true),
            1024 * Status("VmRSS"),
            Directory.GetFileSystemEntries("/proc/self/fd").Length,
            (int)Status("Threads"),
            Directory.GetFiles(folder, "*", SearchOption.AllDirectories).Sum(f => new FileInfo(f).Length)
        );
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Managed / 1e6:0.0} MB of objects, {Resident / 1e6:0} MB resident, {Handles} handles, {Threads} threads, "
                + $"{Disk / 1e3:0} kB on disk"
        );

    private static long Status(string name)
    {
        var line = File.ReadLines("/proc/self/status").First(l => l.StartsWith(name + ":", StringComparison.Ordinal));
        return long.Parse(line.Split((char[])[' ', '\t'], StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
    }
}
