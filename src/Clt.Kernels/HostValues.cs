using System.Runtime.InteropServices;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>
/// Numbers of tensors, read by the processor: the one place where a computation waits for its device. Tensors on libtorch's <c>meta</c>
/// device have shapes and no numbers; zeros stand for them, so that checks can run on it what a GPU would run.
/// </summary>
public static class HostValues
{
    /// <summary>All elements, in order.</summary>
    /// <typeparam name="T">The tensor's element type.</typeparam>
    public static T[] Of<T>(Tensor tensor)
        where T : unmanaged
    {
        if (tensor.device_type == DeviceType.META)
            return new T[tensor.NumberOfElements];
        using var scope = NewDisposeScope();
        return tensor.detach().cpu().contiguous().data<T>().ToArray();
    }

    /// <summary>The one element of a scalar.</summary>
    /// <typeparam name="T">The tensor's element type.</typeparam>
    public static T Scalar<T>(Tensor scalar)
        where T : unmanaged => scalar.device_type == DeviceType.META ? default : scalar.item<T>();

    /// <summary>
    /// All elements of an fp32 tensor: its own memory on the CPU, a copy of a device's, kept until the dispose scope ends.
    /// </summary>
    public static ReadOnlySpan<float> Floats(Tensor tensor)
    {
        if (tensor.device_type == DeviceType.META)
            return new float[tensor.NumberOfElements];
        return MemoryMarshal.Cast<byte, float>(tensor.cpu().contiguous().bytes);
    }
}
