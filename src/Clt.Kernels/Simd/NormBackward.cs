using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>Gradients of RMSNorm and LayerNorm.</summary>
internal static unsafe class NormBackward
{
    /// <summary>dx, and each piece's part of the gradients of weight and bias.</summary>
    /// <param name="s">Sizes and weights.</param>
    /// <param name="x">[Rows, Width]: what was normed.</param>
    /// <param name="mean">[Rows], for LayerNorm.</param>
    /// <param name="inverse">[Rows].</param>
    /// <param name="dy">As x.</param>
    /// <param name="direct">As x, or null: the gradient that reached x + residual otherwise.</param>
    /// <param name="dx">As x.</param>
    /// <param name="dweight">[pieces, Groups, Room] zeros, or null.</param>
    /// <param name="dbias">As dweight.</param>
    internal static void Run<T>(NormShape s, T* x, float* mean, float* inverse, T* dy, T* direct, T* dx, float* dweight, float* dbias)
        where T : unmanaged, IElement<T>
    {
        var pieces = new RowPieces(s.Rows);
        ParallelLoop.For(
            pieces.Count,
            s.Rows * s.Width * 8,
            piece =>
            {
                var room = Scratch.Floats(2, 4 * s.Room);
                for (var r = pieces.Begin(piece); r < pieces.End(piece); r++)
                {
                    var (at, group) = (r * s.Width, r % s.Groups * s.Room);
                    var part = piece * s.Groups * s.Room + group;
                    var (centre, scale) = (s.Centre ? mean[r] : 0, inverse[r]);
                    var row = Element.Widen(x + at, s.Width, room);
                    var gradient = Element.Widen(dy + at, s.Width, room + s.Room);
                    var added = direct == null ? null : Element.Widen(direct + at, s.Width, room + 2 * s.Room);
                    if (dweight != null)
                        AddProducts(gradient, row, s.Room, centre, scale, dweight + part);
                    if (dbias != null)
                        AddTo(dbias + part, gradient, s.Room);
                    var (along, level) = Sums(gradient, s.Weight + group, row, s.Room, centre, scale);
                    var to = Element.Target(dx + at, s.Width, room + 3 * s.Room);
                    Combine(
                        gradient,
                        s.Weight + group,
                        row,
                        s.Room,
                        centre,
                        scale,
                        along / s.Width,
                        s.Centre ? level / s.Width : 0,
                        added,
                        to
                    );
                    Element.Narrow(to, s.Width, dx + at);
                }
            }
        );
    }

    /// <summary>sum += gradient · normed.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddProducts(float* gradient, float* row, long room, float centre, float scale, float* sum)
    {
        var (c, s) = (All(centre), All(scale));
        for (var d = 0L; d < room; d += Count)
            Store(sum + d, MultiplyAdd(Load(gradient + d), (Load(row + d) - c) * s, Load(sum + d)));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void AddTo(float* sum, float* row, long room)
    {
        for (var d = 0L; d < room; d += Count)
            Store(sum + d, Load(sum + d) + Load(row + d));
    }

    /// <summary>The sums of g · normed and of g, the gradient of what the weight scaled.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static (float Along, float Level) Sums(float* gradient, float* weight, float* row, long room, float centre, float scale)
    {
        var (c, s) = (All(centre), All(scale));
        Lane16 along0 = Lane16.Zero,
            along1 = Lane16.Zero,
            level0 = Lane16.Zero,
            level1 = Lane16.Zero;
        var d = 0L;
        for (; d + 2 * Count <= room; d += 2 * Count)
        {
            Lane16 g0 = Load(gradient + d) * Load(weight + d),
                g1 = Load(gradient + d + Count) * Load(weight + d + Count);
            along0 = MultiplyAdd(g0, (Load(row + d) - c) * s, along0);
            along1 = MultiplyAdd(g1, (Load(row + d + Count) - c) * s, along1);
            (level0, level1) = (level0 + g0, level1 + g1);
        }

        if (d < room)
        {
            var g = Load(gradient + d) * Load(weight + d);
            (along0, level0) = (MultiplyAdd(g, (Load(row + d) - c) * s, along0), level0 + g);
        }

        return (Sum(along0 + along1), Sum(level0 + level1));
    }

    /// <summary>(g − level − normed · along) · scale, and what is added.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Combine(
        float* gradient,
        float* weight,
        float* row,
        long room,
        float centre,
        float scale,
        float along,
        float level,
        float* added,
        float* to
    )
    {
        var (c, s) = (All(centre), All(scale));
        var (a, l) = (All(along), All(level));
        for (var d = 0L; d < room; d += Count)
        {
            var g = Load(gradient + d) * Load(weight + d) - l;
            var through = MultiplySubtract((Load(row + d) - c) * s, a, g) * s;
            Store(to + d, added == null ? through : through + Load(added + d));
        }
    }
}
