using System.Runtime.InteropServices;

namespace Clt.Kernels.Libtorch;

/// <summary>How glibc's heap, where libtorch's CPU tensors lie, treats freed memory.</summary>
internal static class HeapSettings
{
    private const string Glibc = "libc.so.6";
    private const int TrimThreshold = -1;
    private const int MapThreshold = -3;
    private const int Never = -1;

    /// <summary>The greatest threshold of a mapping of its own that every glibc takes: half of a heap of a thread.</summary>
    private const int EveryGlibcTakes = 32 << 20;

    /// <summary>
    /// Freed memory stays with the process. A training step allocates and frees the same activations again and again; by default glibc
    /// returns large blocks to the system each time, and the next step pays for zeroed pages.
    /// </summary>
    internal static void KeepFreed()
    {
        if (!OperatingSystem.IsLinux())
            return;
        try
        {
            if (mallopt(MapThreshold, 1 << 30) == 0)
                mallopt(MapThreshold, EveryGlibcTakes);
            mallopt(TrimThreshold, Never);
        }
        catch (Exception error) when (error is DllNotFoundException or EntryPointNotFoundException)
        {
            // Another C library: its heap has settings of its own.
        }
    }

    [DllImport(Glibc)]
    private static extern int mallopt(int parameter, int value);
}
