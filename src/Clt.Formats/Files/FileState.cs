using System.Runtime.InteropServices;

namespace Clt.Formats.Files;

/// <summary>What tells a file that was written again from one that was not, without reading it.</summary>
/// <param name="Length">In bytes.</param>
/// <param name="Modified">Time of the last change of its content, in ticks.</param>
/// <param name="Changed">Time of the last change of anything of it, in nanoseconds, which no program can set back; 0 where the system does
/// not tell.</param>
/// <param name="Inode">Its number on its disk; 0 where the system does not tell.</param>
public readonly partial record struct FileState(long Length, long Modified, long Changed, ulong Inode)
{
    private const int CurrentFolder = -100;
    private const uint BasicFields = 0x7ff;

    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    public static FileState Of(string path)
    {
        var info = new FileInfo(path);
        var (length, modified) = (info.Length, info.LastWriteTimeUtc.Ticks);
        if (!OperatingSystem.IsLinux() || !TryStat(path, out var stat))
            return new FileState(length, modified, 0, 0);
        return new FileState(
            (long)stat.Size,
            (stat.Modified.Seconds * 1_000_000_000) + stat.Modified.Nanoseconds,
            (stat.Changed.Seconds * 1_000_000_000) + stat.Changed.Nanoseconds,
            stat.Inode
        );
    }

    private static bool TryStat(string path, out Stat stat)
    {
        try
        {
            return StatX(CurrentFolder, path, 0, BasicFields, out stat) == 0;
        }
        catch (EntryPointNotFoundException)
        {
            // A C library that has no statx.
            stat = default;
            return false;
        }
    }

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int StatX(int folder, string path, int flags, uint mask, out Stat stat);

    /// <summary>The kernel's <c>struct statx</c>, which is the same on all processors (statx(2)).</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    private struct Stat
    {
        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Size;

        [FieldOffset(96)]
        public Time Changed;

        [FieldOffset(112)]
        public Time Modified;
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public long Seconds;
        public uint Nanoseconds;
        public int Reserved;
    }
}
