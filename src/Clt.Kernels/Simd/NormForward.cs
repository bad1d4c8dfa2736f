using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>RMSNorm and LayerNorm of rows, with the residual addition that stands before them in a pre-norm block.</summary>
internal static unsafe class NormForward
{
    /// <summary>y = norm(x), or norm(x + residual), whose sum is stored, rounded, in total.</summary>
    /// <param name="s">Sizes and weights.</param>
    /// <param name="x">[Rows, Width].</param>
    /// <param name="residual">As x, or null.</param>
    /// <param name="total">As x; read with a residual only.</param>
    /// <param name="y">As x.</param>
    /// <param name="mean">[Rows]; written for LayerNorm only.</param>
    /// <param name="inverse">[Rows]: 1 / standard deviation or root mean square.</param>
    internal static void Run<T>(NormShape s, T* x, T* residual, T* total, T* y, float* mean, float* inverse)
        where T : unmanaged, IElement<T>
    {
        var pieces = new RowPieces(s.Rows);
        ParallelLoop.For(
            pieces.Count,
            s.Rows * s.Width * 4,
            piece =>
            {
                var room = Scratch.Floats(2, 2 * s.Room);
                for (var r = pieces.Begin(piece); r < pieces.End(piece); r++)
                {
                    var (at, group) = (r * s.Width, r % s.Groups * s.Room);
                    var from = x + at;
                    if (residual != null)
                        Add(from, residual + at, from = total + at, s.Width);
                    var row = Element.Widen(from, s.Width, room);
                    var centre = s.Centre ? Total(row, s.Room) / s.Width : 0;
                    var scale = 1 / MathF.Sqrt(Squares(row, s.Width, centre) / s.Width + s.Eps);
                    var to = Element.Target(y + at, s.Width, room + s.Room);
                    Scale(row, s.Room, centre, scale, s.Weight + group, s.Bias == null ? null : s.Bias + group, to);
                    Element.Narrow(to, s.Width, y + at);
                    if (s.Centre)
                        mean[r] = centre;
                    inverse[r] = scale;
                }
            }
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Add<T>(T* a, T* b, T* sum, long width)
        where T : unmanaged, IElement<T>
    {
        var whole = RoundDown(width);
        for (var d = 0L; d < whole; d += Count)
            T.Store(sum + d, T.Load(a + d) + T.Load(b + d));
        for (var d = whole; d < width; d++)
            sum[d] = T.Store(T.Load(a[d]) + T.Load(b[d]));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Total(float* row, long room)
    {
        Lane16 even = Lane16.Zero,
            odd = Lane16.Zero;
        var d = 0L;
        for (; d + 2 * Count <= room; d += 2 * Count)
            (even, odd) = (even + Load(row + d), odd + Load(row + d + Count));
        if (d < room)
            even += Load(row + d);
        return Sum(even + odd);
    }

    /// <summary>The sum of (x − centre)².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Squares(float* row, long width, float centre)
    {
        var c = All(centre);
        Lane16 s0 = Lane16.Zero,
            s1 = Lane16.Zero,
            s2 = Lane16.Zero,
            s3 = Lane16.Zero;
        var (d, whole) = (0L, RoundDown(width));
        for (; d + 4 * Count <= whole; d += 4 * Count)
        {
            Lane16 x0 = Load(row + d) - c,
                x1 = Load(row + d + Count) - c;
            Lane16 x2 = Load(row + d + 2 * Count) - c,
                x3 = Load(row + d + 3 * Count) - c;
            (s0, s1) = (MultiplyAdd(x0, x0, s0), MultiplyAdd(x1, x1, s1));
            (s2, s3) = (MultiplyAdd(x2, x2, s2), MultiplyAdd(x3, x3, s3));
        }

        for (; d < whole; d += Count)
        {
            var x = Load(row + d) - c;
            s0 = MultiplyAdd(x, x, s0);
        }

        if (d < width)
        {
            // Zeros behind the row are no elements.
            var x = Select(Inside(d, 0, width), Load(row + d) - c, Lane16.Zero);
            s1 = MultiplyAdd(x, x, s1);
        }

        return Sum(s0 + s1 + (s2 + s3));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* row, long room, float centre, float scale, float* weight, float* bias, float* to)
    {
        var (c, s) = (All(centre), All(scale));
        if (bias == null)
        {
            for (var d = 0L; d < room; d += Count)
                Store(to + d, (Load(row + d) - c) * s * Load(weight + d));
            return;
        }

        for (var d = 0L; d < room; d += Count)
            Store(to + d, MultiplyAdd((Load(row + d) - c) * s, Load(weight + d), Load(bias + d)));
    }
}
