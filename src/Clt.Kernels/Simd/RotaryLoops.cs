using System.Runtime.CompilerServices;
using Clt.Kernels.Libtorch;
using static Clt.Kernels.Simd.Element;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd;

/// <summary>Rotations of pairs inside each head, by the angles of the token's position.</summary>
internal static unsafe class RotaryLoops
{
    /// <summary>y [tokens, heads, width] from x, whose elements of a head lie beside each other.</summary>
    internal static void Run<T>(in RotaryShape shape, T* x, T* y)
        where T : unmanaged, IElement<T>
    {
        var s = shape;
        var pieces = new RowPieces(s.Tokens);
        ParallelLoop.For(
            pieces.Count,
            s.Tokens * s.Heads * s.Width * 2,
            piece =>
            {
                // Angles of a token for every element that they turn.
                var turned = 2 * s.Half;
                var cos = Scratch.Floats(2, 2 * RoundUp(turned));
                var sin = cos + RoundUp(turned);
                for (var n = pieces.Begin(piece); n < pieces.End(piece); n++)
                {
                    var at = s.Positions[n] * s.Half;
                    if (s.Interleaved)
                        Spread(s.Cos + at, s.Sin + at, s.Direction, s.Half, cos, sin);
                    for (var h = 0L; h < s.Heads; h++)
                    {
                        T* from = x + n * s.TokenStride + h * s.HeadStride,
                            to = y + (n * s.Heads + h) * s.Width;
                        if (s.Interleaved)
                            Neighbours(from, cos, sin, turned, to);
                        else
                            Halves(from, s.Cos + at, s.Sin + at, s.Direction, s.Half, to);
                        for (var d = turned; d < s.Width; d++)
                            to[d] = from[d];
                    }
                }
            }
        );
    }

    /// <summary>Each angle twice, the sine with the sign that its place takes.</summary>
    private static void Spread(float* cos, float* sin, float direction, long half, float* wideCos, float* wideSin)
    {
        for (var i = 0L; i < half; i++)
        {
            wideCos[2 * i] = wideCos[2 * i + 1] = cos[i];
            wideSin[2 * i + 1] = direction * sin[i];
            wideSin[2 * i] = -wideSin[2 * i + 1];
        }
    }

    /// <summary>Pairs (2i, 2i + 1).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Neighbours<T>(T* x, float* cos, float* sin, long turned, T* y)
        where T : unmanaged, IElement<T>
    {
        var whole = RoundDown(turned);
        for (var d = 0L; d < whole; d += Count)
        {
            var v = T.Load(x + d);
            T.Store(y + d, MultiplyAdd(SwapPairs(v), Load(sin + d), v * Load(cos + d)));
        }

        if (turned - whole is > 0 and var rest)
        {
            var v = LoadFirst(x + whole, rest);
            StoreFirst(y + whole, MultiplyAdd(SwapPairs(v), Load(sin + whole), v * Load(cos + whole)), rest);
        }
    }

    /// <summary>Pairs (i, i + half).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Halves<T>(T* x, float* cos, float* sin, float direction, long half, T* y)
        where T : unmanaged, IElement<T>
    {
        var sign = All(direction);
        var whole = RoundDown(half);
        for (var i = 0L; i < whole; i += Count)
        {
            var (a, b) = (T.Load(x + i), T.Load(x + half + i));
            var (c, s) = (Load(cos + i), Load(sin + i) * sign);
            T.Store(y + i, MultiplySubtract(b, s, a * c));
            T.Store(y + half + i, MultiplyAdd(a, s, b * c));
        }

        if (half - whole is > 0 and var rest)
        {
            var (a, b) = (LoadFirst(x + whole, rest), LoadFirst(x + half + whole, rest));
            var (c, s) = (LoadFirst((Fp32*)cos + whole, rest), LoadFirst((Fp32*)sin + whole, rest) * sign);
            StoreFirst(y + whole, MultiplySubtract(b, s, a * c), rest);
            StoreFirst(y + half + whole, MultiplyAdd(a, s, b * c), rest);
        }
    }
}
