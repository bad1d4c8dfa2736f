using System.Runtime.InteropServices;

namespace Clt.Kernels.Collectives.Nccl;

/// <summary>NCCL and the CUDA runtime of this process: those that libtorch has loaded, or that the system has.</summary>
public static unsafe class NcclLibrary
{
    /// <summary>Null where NCCL can be called, else what is in the way. libtorch must be loaded before: it brings the libraries.</summary>
    public static string? WhyNot =>
        Find("libnccl", "ncclGetUniqueId") == 0 ? "NCCL (libnccl.so.2) is not here"
        : Find("libcudart", "cudaStreamCreateWithFlags") == 0 ? "the CUDA runtime (libcudart.so) is not here"
        : null;

    /// <exception cref="CollectiveException">A library is missing, or lacks a function.</exception>
    internal static NcclCalls Load()
    {
        if (WhyNot is { } why)
            throw new CollectiveException(why);
        nint nccl = Find("libnccl", "ncclGetUniqueId"),
            cuda = Find("libcudart", "cudaStreamCreateWithFlags");
        try
        {
            return new NcclCalls
            {
                GetUniqueId = (delegate* unmanaged<NcclId*, int>)NativeLibrary.GetExport(nccl, "ncclGetUniqueId"),
                InitRank = (delegate* unmanaged<nint*, int, NcclId, int, int>)NativeLibrary.GetExport(nccl, "ncclCommInitRank"),
                AllReduce = (delegate* unmanaged<void*, void*, nuint, int, int, nint, nint, int>)
                    NativeLibrary.GetExport(nccl, "ncclAllReduce"),
                Broadcast = (delegate* unmanaged<void*, void*, nuint, int, int, nint, nint, int>)
                    NativeLibrary.GetExport(nccl, "ncclBroadcast"),
                AsyncError = (delegate* unmanaged<nint, int*, int>)NativeLibrary.GetExport(nccl, "ncclCommGetAsyncError"),
                Abort = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(nccl, "ncclCommAbort"),
                Destroy = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(nccl, "ncclCommDestroy"),
                ErrorText = (delegate* unmanaged<int, byte*>)NativeLibrary.GetExport(nccl, "ncclGetErrorString"),
                SetDevice = (delegate* unmanaged<int, int>)NativeLibrary.GetExport(cuda, "cudaSetDevice"),
                CreateStream = (delegate* unmanaged<nint*, uint, int>)NativeLibrary.GetExport(cuda, "cudaStreamCreateWithFlags"),
                CreateEvent = (delegate* unmanaged<nint*, uint, int>)NativeLibrary.GetExport(cuda, "cudaEventCreateWithFlags"),
                Record = (delegate* unmanaged<nint, nint, int>)NativeLibrary.GetExport(cuda, "cudaEventRecord"),
                WaitEvent = (delegate* unmanaged<nint, nint, uint, int>)NativeLibrary.GetExport(cuda, "cudaStreamWaitEvent"),
                Query = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(cuda, "cudaEventQuery"),
                DestroyEvent = (delegate* unmanaged<nint, int>)NativeLibrary.GetExport(cuda, "cudaEventDestroy"),
            };
        }
        catch (EntryPointNotFoundException error)
        {
            throw new CollectiveException($"NCCL or the CUDA runtime is too old: {error.Message}", error);
        }
    }

    /// <summary>
    /// A library by what its file's name begins with: libtorch's own copies have further letters in theirs, and some builds of
    /// libtorch_cuda hold the functions.
    /// </summary>
    /// <returns>0 where there is none.</returns>
    private static nint Find(string name, string function)
    {
        var loaded = File.Exists("/proc/self/maps")
            ? File.ReadLines("/proc/self/maps")
                .Select(l => l[(l.LastIndexOf(' ') + 1)..])
                .Distinct()
                .Where(path =>
                    Path.GetFileName(path) is var file && (file.StartsWith(name, StringComparison.Ordinal) || file == "libtorch_cuda.so")
                )
            : [];
        foreach (var path in loaded.Concat([$"{name}.so.2", $"{name}.so.12", $"{name}.so.13"]))
        {
            if (NativeLibrary.TryLoad(path, out var handle) && NativeLibrary.TryGetExport(handle, function, out _))
                return handle;
        }

        return 0;
    }
}
