using System.Runtime.CompilerServices;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>Sums of rows.</summary>
internal static unsafe class Sums
{
    /// <summary>to[j] += from[j].</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(float* from, long count, float* to)
    {
        var j = 0L;
        for (; j + Count <= count; j += Count)
            Store(to + j, Load(to + j) + Load(from + j));
        for (; j < count; j++)
            to[j] += from[j];
    }
}
