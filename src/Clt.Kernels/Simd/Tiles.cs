using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;

namespace Clt.Kernels.Simd;

/// <summary>
/// Register-tiled matrix products (the micro-kernel of Goto and van de Geijn 2008), for operands that lie in the first-level cache: blocks
/// of attention, low-rank matrices.
/// </summary>
internal static unsafe class Tiles
{
    /// <summary>Rows of a strip: as many sums as the processor has registers for.</summary>
    internal static int Rows
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => Avx512F.IsSupported ? WideTile.Rows : NarrowTile.Rows;
    }

    /// <summary>c (+)= a · b for one strip of <see cref="Rows"/> rows; every sum is taken in the order of the depth.</summary>
    /// <param name="a">Element (row, k) is a[row · row stride + k · depth stride].</param>
    /// <param name="b">[depth, columns], rows ldb apart.</param>
    /// <param name="c">[Rows, columns], rows ldc apart.</param>
    /// <param name="begin">The first column, a multiple of 16.</param>
    /// <param name="end">Behind the last column, a multiple of 16.</param>
    /// <param name="add">Whether to add to what c holds.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Strip(
        float* a,
        long rowStride,
        long depthStride,
        float* b,
        long ldb,
        float* c,
        long ldc,
        long begin,
        long end,
        long depth,
        bool add
    )
    {
        var column = begin;
        if (Avx512F.IsSupported)
        {
            for (; column + 2 * Lanes.Count <= end; column += 2 * Lanes.Count)
                WideTile.Pair(a, rowStride, depthStride, b + column, ldb, c + column, ldc, depth, add);
            if (column < end)
                WideTile.Single(a, rowStride, depthStride, b + column, ldb, c + column, ldc, depth, add);
            return;
        }

        for (; column < end; column += Lanes.Count)
            NarrowTile.Pair(a, rowStride, depthStride, b + column, ldb, c + column, ldc, depth, add);
    }
}
