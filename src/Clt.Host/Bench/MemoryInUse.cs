using System.Runtime.InteropServices;

namespace Clt.Host.Bench;

/// <summary>What a process holds, whatever pages its allocators keep.</summary>
internal static class MemoryInUse
{
    /// <summary>
    /// Reachable managed objects, and what was allocated in native code and not freed (glibc 2.33 or newer; else objects alone).
    /// </summary>
    public static long Bytes() => GC.GetTotalMemory(forceFullCollection: true) + Native();

    private static long Native()
    {
        try
        {
            var info = mallinfo2();
            return (long)(info.Used + info.Mapped);
        }
        catch (EntryPointNotFoundException)
        {
            return 0;
        }
    }

    [DllImport("libc")]
    private static extern MallInfo mallinfo2();

    /// <summary>glibc's struct mallinfo2.</summary>
    [StructLayout(LayoutKind.Sequential)]
    private readonly struct MallInfo
    {
        private readonly nuint _arena,
            _freeChunks,
            _fastChunks,
            _mappedChunks;

        /// <summary>Bytes in chunks mapped one by one.</summary>
        public readonly nuint Mapped;

        private readonly nuint _mostUsed,
            _fastBytes;

        /// <summary>Bytes in use of the arenas.</summary>
        public readonly nuint Used;

        private readonly nuint _free,
            _top;
    }
}
