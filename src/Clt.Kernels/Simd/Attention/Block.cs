using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Blocks of queries or keys in the kernels' memory.</summary>
internal static unsafe class Block
{
    /// <summary>Queries and keys that are held at once: their scores fit in the first-level cache. Whole vectors and strips.</summary>
    internal const int Size = 64;

    /// <summary>The block across, eight rows at a time, so that short sequences pay for little more than they have.</summary>
    /// <param name="from">[rows, padded]; what lies behind them, up to a multiple of eight rows, may be anything.</param>
    /// <param name="to">[padded, <see cref="Size"/>].</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Transpose(float* from, long rows, long padded, float* to)
    {
        for (var row = 0L; row < rows; row += 8)
        for (var d = 0L; d < padded; d += 4)
            Columns4(from + row * padded + d, padded, to + d * Size + row);
    }

    /// <summary>Four columns of eight rows: rows i and i + 4 share a vector.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Columns4(float* from, long padded, float* to)
    {
        var lower = from + 4 * padded;
        var a = Vector256.Create(Vector128.Load(from), Vector128.Load(lower));
        var b = Vector256.Create(Vector128.Load(from + padded), Vector128.Load(lower + padded));
        var c = Vector256.Create(Vector128.Load(from + 2 * padded), Vector128.Load(lower + 2 * padded));
        var d = Vector256.Create(Vector128.Load(from + 3 * padded), Vector128.Load(lower + 3 * padded));
        Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(),
            cd = Avx.UnpackLow(c, d).AsDouble();
        Avx.UnpackLow(ab, cd).AsSingle().Store(to);
        Avx.UnpackHigh(ab, cd).AsSingle().Store(to + Size);
        (ab, cd) = (Avx.UnpackHigh(a, b).AsDouble(), Avx.UnpackHigh(c, d).AsDouble());
        Avx.UnpackLow(ab, cd).AsSingle().Store(to + 2 * Size);
        Avx.UnpackHigh(ab, cd).AsSingle().Store(to + 3 * Size);
    }
}
