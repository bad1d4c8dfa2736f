using System.Runtime.InteropServices;

namespace Clt.Kernels.Libtorch;

/// <summary>
/// Memory of the calling thread, aligned to cache lines, that is kept between calls. Its content is zeros or whatever the last user left:
/// kernels work on whole vectors, and other garbage than numbers, denormals above all, would cost them a hundred times as much.
/// </summary>
internal static unsafe class Scratch
{
    private const int Slots = 4;

    [ThreadStatic]
    private static Memory[]? slots;

    /// <summary>At least so many floats; valid until the same slot is asked for again on this thread.</summary>
    /// <param name="slot">0 to 3: a kernel that calls another uses slots of its own.</param>
    /// <param name="floats">Number of floats.</param>
    internal static float* Floats(int slot, long floats)
    {
        slots ??= new Memory[Slots];
        ref var memory = ref slots[slot];
        if (memory.Length < floats)
        {
            NativeMemory.AlignedFree((void*)memory.Pointer);
            memory = default;
            var bytes = (nuint)floats * sizeof(float);
            memory.Pointer = (nint)NativeMemory.AlignedAlloc(bytes, 64);
            memory.Length = floats;
            NativeMemory.Clear((void*)memory.Pointer, bytes);
        }

        return (float*)memory.Pointer;
    }

    private struct Memory
    {
        public nint Pointer;
        public long Length;
    }
}
