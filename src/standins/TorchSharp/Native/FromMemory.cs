using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Native;

/// <summary>Makes tensors of managed memory, by copying it.</summary>
internal static unsafe class FromMemory
{
    internal static Tensor Copy<T>(
        ReadOnlySpan<T> data, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null)
        where T : unmanaged =>
        Copy(MemoryMarshal.AsBytes(data), data.Length, ElementTypes.Of<T>(), dimensions, dtype, device, requiresGrad, names);

    internal static Tensor Copy<T>(
        T[] data, ReadOnlySpan<long> dimensions, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null)
        where T : unmanaged =>
        Copy((ReadOnlySpan<T>)data, dimensions, dtype, device, requiresGrad, names);

    /// <summary>From an array of any rank, in its own shape.</summary>
    internal static Tensor Any(Array data, ScalarType? dtype, Device? device, bool requiresGrad, string[]? names = null)
    {
        var type = ElementTypes.Of(data.GetType().GetElementType()!);
        var dimensions = Enumerable.Range(0, data.Rank).Select(i => (long)data.GetLength(i)).ToArray();
        fixed (byte* start = &MemoryMarshal.GetArrayDataReference(data))
        {
            var bytes = new ReadOnlySpan<byte>(start, checked(data.Length * ElementTypes.Size(type)));
            return Copy(bytes, data.Length, type, dimensions, dtype, device, requiresGrad, names);
        }
    }

    private static Tensor Copy(
        ReadOnlySpan<byte> data, long count, ScalarType type, ReadOnlySpan<long> dimensions,
        ScalarType? dtype, Device? device, bool requiresGrad, string[]? names)
    {
        Factory.NoNames(names);
        long wanted = 1;
        foreach (long length in dimensions)
            wanted *= length;
        if (wanted != count)
            throw new ArgumentException($"mismatched total size creating a tensor from an array: {count} elements for {wanted} places");
        var tensor = Factory.Empty(dimensions, type, CPU, false);
        data.CopyTo(new Span<byte>(NativeMethods.clt_tensor_data(tensor.Handle), data.Length));
        var target = device ?? get_default_device();
        var wantedType = dtype ?? type;
        if (wantedType != type || target.type != DeviceType.CPU)
            tensor = tensor.to(wantedType, target, disposeAfter: true);
        return Factory.Finish(tensor, requiresGrad);
    }
}
