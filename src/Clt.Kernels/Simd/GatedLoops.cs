using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;
using static Clt.Kernels.Simd.Element;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>f(gate) · up of rows that hold both, gate first (Shazeer 2020, arXiv 2002.05202).</summary>
internal static unsafe class GatedLoops
{
    /// <summary>x [rows, 2 · width] to y [rows, width].</summary>
    internal static void Forward<TGate, T>(T* x, T* y, long rows, long width)
        where TGate : struct, IGate
        where T : unmanaged, IElement<T>
    {
        var pieces = new RowPieces(rows);
        ParallelLoop.For(
            pieces.Count,
            rows * width * 16,
            piece =>
            {
                for (var r = pieces.Begin(piece); r < pieces.End(piece); r++)
                    ForwardRow<TGate, T>(x + 2 * r * width, x + (2 * r + 1) * width, y + r * width, width);
            }
        );
    }

    /// <summary>dx [rows, 2 · width] from dy [rows, width]; f(gate) is computed again.</summary>
    internal static void Backward<TGate, T>(T* x, T* dy, T* dx, long rows, long width)
        where TGate : struct, IGate
        where T : unmanaged, IElement<T>
    {
        var pieces = new RowPieces(rows);
        ParallelLoop.For(
            pieces.Count,
            rows * width * 24,
            piece =>
            {
                for (var r = pieces.Begin(piece); r < pieces.End(piece); r++)
                {
                    T* gate = x + 2 * r * width,
                        dgate = dx + 2 * r * width;
                    BackwardRow<TGate, T>(gate, gate + width, dy + r * width, dgate, dgate + width, width);
                }
            }
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void ForwardRow<TGate, T>(T* gate, T* up, T* y, long width)
        where TGate : struct, IGate
        where T : unmanaged, IElement<T>
    {
        var whole = RoundDown(width);
        for (var d = 0L; d < whole; d += Count)
            T.Store(y + d, TGate.Value(T.Load(gate + d)) * T.Load(up + d));
        if (width - whole is > 0 and var rest)
            StoreFirst(y + whole, TGate.Value(LoadFirst(gate + whole, rest)) * LoadFirst(up + whole, rest), rest);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void BackwardRow<TGate, T>(T* gate, T* up, T* dy, T* dgate, T* dup, long width)
        where TGate : struct, IGate
        where T : unmanaged, IElement<T>
    {
        var whole = RoundDown(width);
        for (var d = 0L; d < whole; d += Count)
        {
            var (value, slope) = TGate.Both(T.Load(gate + d));
            var sent = T.Load(dy + d);
            T.Store(dgate + d, sent * T.Load(up + d) * slope);
            T.Store(dup + d, sent * value);
        }

        if (width - whole is > 0 and var rest)
        {
            var (value, slope) = TGate.Both(LoadFirst(gate + whole, rest));
            var sent = LoadFirst(dy + whole, rest);
            StoreFirst(dgate + whole, sent * LoadFirst(up + whole, rest) * slope, rest);
            StoreFirst(dup + whole, sent * value, rest);
        }
    }
}
