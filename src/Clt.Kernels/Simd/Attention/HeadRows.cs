using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;
using static Clt.Kernels.Simd.Lanes;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd.Attention;

/// <summary>
/// Rows of queries, keys, values, outputs or their gradients, [tokens, heads, width] by strides, and their way to and from blocks of fp32
/// in the kernels' memory.
/// </summary>
internal readonly unsafe struct HeadRows<T>(T* data, long tokenStride, long headStride)
    where T : unmanaged, IElement<T>
{
    /// <param name="tensor">[tokens, heads, width], its last dimension dense.</param>
    internal HeadRows(Tensor tensor)
        : this(TensorMemory.Pointer<T>(tensor), tensor.stride(0), tensor.stride(1)) { }

    internal T* At(long token, long head) => data + token * tokenStride + head * headStride;

    /// <summary>Rows of one head as fp32, scaled, then rotated.</summary>
    /// <param name="to">[count, padded]; zeros behind the width.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Read(long head, long first, long count, in AttentionShape shape, in Rope rope, float scale, float* to)
    {
        for (var i = 0L; i < count; i++, to += shape.Padded)
        {
            ReadRow(At(first + i, head), shape.Width, scale, to);
            if (!rope.IsNone)
                rope.Rotate(first + i, 1, to);
        }
    }

    /// <summary>Scales rows, turns them back and writes them.</summary>
    /// <param name="from">[count, padded]; changed.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Write(long head, long first, long count, in AttentionShape shape, in Rope rope, float scale, float* from)
    {
        for (var i = 0L; i < count; i++, from += shape.Padded)
        {
            if (!rope.IsNone)
                rope.Rotate(first + i, -1, from);
            WriteRow(At(first + i, head), shape.Width, scale, from);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void ReadRow(T* from, long width, float scale, float* to)
    {
        var factor = All(scale);
        var d = 0L;
        for (; d + Count <= width; d += Count)
            Store(to + d, T.Load(from + d) * factor);
        if (d < width)
            Store(to + d, Element.LoadFirst(from + d, width - d) * factor);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void WriteRow(T* to, long width, float scale, float* from)
    {
        var factor = All(scale);
        var d = 0L;
        for (; d + Count <= width; d += Count)
            T.Store(to + d, Load(from + d) * factor);
        if (d < width)
            Element.StoreFirst(to + d, Load(from + d) * factor, width - d);
    }
}
