using System.Runtime.InteropServices;

namespace Clt.Formats.Files;

/// <summary>Tells the system how memory will be used. It is advice: where it is not taken nothing changes but speed and memory.</summary>
internal static unsafe partial class PageAdvice
{
    private const int DontNeed = 4;
    private const int HugePages = 14;
    private static readonly long Page = Environment.SystemPageSize;

    /// <summary>Gives pages that were read from a mapped file back; they can be read again.</summary>
    public static void Release(byte* start, long bytes) => Advise(start, bytes, DontNeed);

    /// <summary>Asks for large pages, so that filling fresh memory costs a fraction of the page faults.</summary>
    public static void UseHugePages(byte* start, long bytes) => Advise(start, bytes, HugePages);

    /// <summary>On the whole pages inside the range only: the edges belong to neighbours.</summary>
    private static void Advise(byte* start, long bytes, int advice)
    {
        if (!OperatingSystem.IsLinux())
            return;
        var first = ((long)start + Page - 1) / Page * Page;
        var length = ((long)start + bytes) / Page * Page - first;
        if (length > 0)
            _ = MemoryAdvise((nint)first, (nuint)length, advice);
    }

    [LibraryImport("libc", EntryPoint = "madvise")]
    private static partial int MemoryAdvise(nint address, nuint length, int advice);
}
