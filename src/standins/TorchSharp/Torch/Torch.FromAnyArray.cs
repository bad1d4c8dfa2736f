using System.Runtime.InteropServices;
using TorchSharp.Native;

namespace TorchSharp;

// Tensors from arrays of a type that only the call knows.
public static unsafe partial class torch
{
    /// <summary>A copy of the array, in its type and shape.</summary>
    public static Tensor from_array(Array rawArray, Device? device = null) => FromMemory.Any(rawArray, null, device, false);

    public static Tensor from_array(
        Array rawArray, ScalarType? dtype, Device? device = null, bool requires_grad = false, string[]? names = null) =>
        FromMemory.Any(rawArray, dtype, device, requires_grad, names);

    /// <summary>A flat tensor on the array's own memory: a change of one is a change of both.</summary>
    /// <param name="rawArray">An array of a number type; it is pinned while the tensor lives.</param>
    /// <param name="dtype">How its bytes are read.</param>
    /// <param name="count">Elements to take; -1 takes all that remain.</param>
    /// <param name="offset">Bytes to pass over at the start.</param>
    /// <param name="requires_grad">Whether operations on the tensor are recorded.</param>
    public static Tensor frombuffer(Array rawArray, ScalarType dtype, long count = -1, long offset = 0, bool requires_grad = false)
    {
        long bytes = (long)rawArray.Length * ElementTypes.Size(ElementTypes.Of(rawArray.GetType().GetElementType()!));
        long size = ElementTypes.Size(dtype);
        if (offset < 0 || offset > bytes)
            throw new ArgumentException($"offset {offset} lies outside of the buffer's {bytes} bytes", nameof(offset));
        if (count < 0)
            count = (bytes - offset) / size;
        if (offset + (count * size) > bytes)
            throw new ArgumentException(
                $"{count} elements of {size} bytes at {offset} go beyond the buffer's {bytes} bytes", nameof(count));
        var pin = GCHandle.Alloc(rawArray, GCHandleType.Pinned);
        byte* start = (byte*)pin.AddrOfPinnedObject() + offset;
        nint handle = NativeMethods.clt_tensor_from_memory(start, &count, 1, (int)dtype, &Release, GCHandle.ToIntPtr(pin));
        if (handle == 0)
            pin.Free();
        return Factory.Finish(NativeError.Own(handle), requires_grad);
    }

    [UnmanagedCallersOnly]
    private static void Release(nint pin) => GCHandle.FromIntPtr(pin).Free();
}
