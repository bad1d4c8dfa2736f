using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Clt.Kernels.Simd;

/// <summary>Matrices of fp32 laid across.</summary>
internal static unsafe class Transposition
{
    /// <summary>Columns become rows.</summary>
    /// <param name="from">[rows, columns], <paramref name="stride"/> between its rows.</param>
    /// <param name="to">[columns, rows], <paramref name="across"/> between its rows.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Across(float* from, long rows, long columns, long stride, float* to, long across)
    {
        long wholeRows = rows / 8 * 8,
            wholeColumns = columns / 4 * 4;
        for (var row = 0L; row < wholeRows; row += 8)
        for (var column = 0L; column < wholeColumns; column += 4)
            Columns4(from + row * stride + column, stride, to + column * across + row, across);
        for (var row = 0L; row < rows; row++)
        for (var column = row < wholeRows ? wholeColumns : 0; column < columns; column++)
            to[column * across + row] = from[row * stride + column];
    }

    /// <summary>Four columns of eight rows: rows i and i + 4 share a vector.</summary>
    /// <param name="stride">Between rows.</param>
    /// <param name="across">Between the columns' places.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Columns4(float* from, long stride, float* to, long across)
    {
        var lower = from + 4 * stride;
        var a = Vector256.Create(Vector128.Load(from), Vector128.Load(lower));
        var b = Vector256.Create(Vector128.Load(from + stride), Vector128.Load(lower + stride));
        var c = Vector256.Create(Vector128.Load(from + 2 * stride), Vector128.Load(lower + 2 * stride));
        var d = Vector256.Create(Vector128.Load(from + 3 * stride), Vector128.Load(lower + 3 * stride));
        Vector256<double> ab = Avx.UnpackLow(a, b).AsDouble(),
            cd = Avx.UnpackLow(c, d).AsDouble();
        Avx.UnpackLow(ab, cd).AsSingle().Store(to);
        Avx.UnpackHigh(ab, cd).AsSingle().Store(to + across);
        (ab, cd) = (Avx.UnpackHigh(a, b).AsDouble(), Avx.UnpackHigh(c, d).AsDouble());
        Avx.UnpackLow(ab, cd).AsSingle().Store(to + 2 * across);
        Avx.UnpackHigh(ab, cd).AsSingle().Store(to + 3 * across);
    }
}
