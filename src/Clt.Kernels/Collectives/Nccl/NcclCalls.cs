using System.Runtime.InteropServices;

namespace Clt.Kernels.Collectives.Nccl;

/// <summary>
/// The functions of NCCL 2 (<c>nccl.h</c>) and of the CUDA runtime 12 and 13 that a group of ranks needs, as pointers: a test puts others
/// in their place. Each returns 0 where it worked.
/// </summary>
internal unsafe struct NcclCalls
{
    /// <summary>ncclFloat32, ncclFloat64, ncclInt64, ncclUint8; ncclSum.</summary>
    public const int Float = 7,
        Double = 8,
        Long = 4,
        Byte = 1,
        Sum = 0;

    /// <summary>cudaErrorNotReady: the stream has not come to the event.</summary>
    public const int NotReady = 600;

    /// <summary>cudaStreamNonBlocking: the stream runs beside libtorch's.</summary>
    public const uint Beside = 1;

    /// <summary>cudaEventDisableTiming.</summary>
    public const uint Untimed = 2;

    /// <summary>(id)</summary>
    public delegate* unmanaged<NcclId*, int> GetUniqueId;

    /// <summary>(group, ranks, id, rank): returns when all ranks have called it.</summary>
    public delegate* unmanaged<nint*, int, NcclId, int, int> InitRank;

    /// <summary>(from, to, elements, type, operation, group, stream)</summary>
    public delegate* unmanaged<void*, void*, nuint, int, int, nint, nint, int> AllReduce;

    /// <summary>(from, to, elements, type, root, group, stream)</summary>
    public delegate* unmanaged<void*, void*, nuint, int, int, nint, nint, int> Broadcast;

    /// <summary>(group, error)</summary>
    public delegate* unmanaged<nint, int*, int> AsyncError;

    /// <summary>(group): gives up what runs.</summary>
    public delegate* unmanaged<nint, int> Abort;

    /// <summary>(group)</summary>
    public delegate* unmanaged<nint, int> Destroy;

    /// <summary>(error): its text.</summary>
    public delegate* unmanaged<int, byte*> ErrorText;

    /// <summary>(device)</summary>
    public delegate* unmanaged<int, int> SetDevice;

    /// <summary>(stream, flags)</summary>
    public delegate* unmanaged<nint*, uint, int> CreateStream;

    /// <summary>(event, flags)</summary>
    public delegate* unmanaged<nint*, uint, int> CreateEvent;

    /// <summary>(event, stream)</summary>
    public delegate* unmanaged<nint, nint, int> Record;

    /// <summary>(stream, event, flags): what is given to the stream from now on comes after the event.</summary>
    public delegate* unmanaged<nint, nint, uint, int> WaitEvent;

    /// <summary>(event)</summary>
    public delegate* unmanaged<nint, int> Query;

    /// <summary>(event)</summary>
    public delegate* unmanaged<nint, int> DestroyEvent;

    /// <exception cref="CollectiveException">The call of NCCL failed.</exception>
    public readonly void Check(int code, string what)
    {
        if (code != 0)
            throw new CollectiveException($"NCCL failed in {what}: {Marshal.PtrToStringUTF8((nint)ErrorText(code))}");
    }

    /// <exception cref="CollectiveException">The call of CUDA failed.</exception>
    public static void CheckCuda(int code, string what)
    {
        if (code != 0)
            throw new CollectiveException($"CUDA failed in {what}: error {code}");
    }
}
