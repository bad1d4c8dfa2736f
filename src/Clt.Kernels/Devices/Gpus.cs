using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Devices;

/// <summary>
/// The machine's GPUs, asked of NVIDIA's driver by its management library (NVML), which costs a millisecond and loads no libtorch. Those
/// that <c>CUDA_VISIBLE_DEVICES</c> hides are left out, so numbers are those of libtorch.
/// </summary>
public static unsafe partial class Gpus
{
    private const string Library = "libnvidia-ml.so.1";
    private const string Visible = "CUDA_VISIBLE_DEVICES";

    /// <summary>Those that libtorch can use: none where the libtorch in use is one for processors alone.</summary>
    public static IReadOnlyList<Gpu> Usable => HasCuda ? Present() : [];

    private static readonly ConcurrentDictionary<int, int> Capabilities = [];

    private static bool HasCuda => NativeLibraries.Folder is { } folder && File.Exists(Path.Combine(folder, "libtorch_cuda.so"));

    /// <summary>Sees that there is such a GPU and that libtorch can use it.</summary>
    /// <exception cref="InputException">There is none; what is missing is said.</exception>
    public static void Require(int index, string device, string where)
    {
        var present = Present();
        if (present.Count == 0)
            throw new InputException(
                $"'{device}' asks for a GPU, but this machine has none that NVIDIA's driver shows",
                where,
                "Take cpu, or another machine."
            );
        if (!HasCuda)
        {
            throw new InputException(
                $"'{device}' asks for a GPU, but this libtorch is for processors alone",
                where,
                "Build with CLT_TORCH=cuda, or name a libtorch with CUDA by CLT_LIBTORCH."
            );
        }

        if (index < present.Count)
            return;
        var count = present.Count == 1 ? "one GPU, cuda:0" : $"{present.Count} GPUs, cuda:0 to cuda:{present.Count - 1}";
        throw new InputException($"there is no '{device}': this machine has {count}", where, "Name one of these.");
    }

    /// <summary>The first part of a GPU's compute capability (8 for Ampere), 0 where the driver does not say.</summary>
    internal static int Capability(int index) => Capabilities.GetOrAdd(index, static i => Present().ElementAtOrDefault(i)?.Capability ?? 0);

    /// <summary>The GPUs that the driver shows to this process.</summary>
    internal static IReadOnlyList<Gpu> Present()
    {
        if (!NativeLibrary.TryLoad(Library, out _) || nvmlInit_v2() != 0)
            return [];
        try
        {
            uint count;
            if (nvmlDeviceGetCount_v2(&count) != 0)
                return [];
            return [.. Places((int)count, Environment.GetEnvironmentVariable(Visible)).Select(Read).OfType<Gpu>()];
        }
        finally
        {
            nvmlShutdown();
        }
    }

    /// <summary>
    /// The driver's numbers of what is visible, in libtorch's order. What CUDA would not understand ends the list, as it does there.
    /// </summary>
    /// <param name="count">GPUs of the machine.</param>
    /// <param name="visible">
    /// CUDA_VISIBLE_DEVICES: numbers with commas between; null for all. Names (GPU-…) are taken in the driver's order.
    /// </param>
    internal static IReadOnlyList<int> Places(int count, string? visible)
    {
        if (visible is null)
            return [.. Enumerable.Range(0, count)];
        var named = visible.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (named.Length > 0 && !int.TryParse(named[0], out _))
            return [.. Enumerable.Range(0, Math.Min(count, named.Length))];
        return [.. named.Select(n => int.TryParse(n, out var place) ? place : -1).TakeWhile(place => place >= 0 && place < count)];
    }

    private static Gpu? Read(int place)
    {
        nint device;
        Memory memory;
        var name = stackalloc byte[96];
        if (nvmlDeviceGetHandleByIndex_v2((uint)place, &device) != 0 || nvmlDeviceGetMemoryInfo(device, &memory) != 0)
            return null;
        var text = nvmlDeviceGetName(device, name, 96) == 0 ? Marshal.PtrToStringUTF8((nint)name)! : "GPU";
        int major,
            minor;
        if (nvmlDeviceGetCudaComputeCapability(device, &major, &minor) != 0)
            major = 0;
        return new Gpu(text, memory.Total, memory.Free, major);
    }

    [StructLayout(LayoutKind.Sequential)]
    private struct Memory
    {
        public ulong Total;
        public ulong Free;
        public ulong Used;
    }

    [LibraryImport(Library)]
    private static partial int nvmlInit_v2();

    [LibraryImport(Library)]
    private static partial int nvmlShutdown();

    [LibraryImport(Library)]
    private static partial int nvmlDeviceGetCount_v2(uint* count);

    [LibraryImport(Library)]
    private static partial int nvmlDeviceGetHandleByIndex_v2(uint index, nint* device);

    [LibraryImport(Library)]
    private static partial int nvmlDeviceGetName(nint device, byte* name, uint length);

    [LibraryImport(Library)]
    private static partial int nvmlDeviceGetCudaComputeCapability(nint device, int* major, int* minor);

    [LibraryImport(Library)]
    private static partial int nvmlDeviceGetMemoryInfo(nint device, Memory* memory);
}
