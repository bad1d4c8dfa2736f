using Clt.Kernels.Libtorch;
using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>Numbers of rows, checked before a kernel reads by them.</summary>
internal static unsafe class Indices
{
    /// <summary>The numbers as contiguous int64.</summary>
    /// <param name="numbers">Of any shape, on the CPU.</param>
    /// <param name="limit">All are below it.</param>
    /// <param name="what">What a number is, for the error.</param>
    /// <exception cref="ArgumentException">A number is negative or not below the limit.</exception>
    internal static Tensor Of(Tensor numbers, long limit, string what)
    {
        using var wide = numbers.to_type(ScalarType.Int64);
        var found = wide.contiguous();
        var all = new ReadOnlySpan<long>(TensorMemory.Pointer<long>(found), checked((int)found.numel()));
        for (var i = 0; i < all.Length; i++)
            if ((ulong)all[i] >= (ulong)limit)
                throw new ArgumentException($"the {what} {all[i]} at place {i} is not below {limit}");
        return found;
    }
}
