using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Rotary position embedding (Su et al. 2021) of rows in the kernels' memory. The default rotates nothing.</summary>
/// <param name="cos">[positions, half].</param>
/// <param name="sin">[positions, half].</param>
/// <param name="positions">Of every token.</param>
/// <param name="half">Pairs of a row; what is behind them is not rotated.</param>
/// <param name="interleaved">Pairs are (2i, 2i + 1), else (i, i + half).</param>
internal readonly unsafe struct Rope(float* cos, float* sin, long* positions, long half, bool interleaved)
{
    private readonly float* _cos = cos,
        _sin = sin;
    private readonly long* _positions = positions;
    private readonly long _half = half;
    private readonly bool _interleaved = interleaved;

    internal bool IsNone => _cos == null;

    /// <summary>Rotates a token's row in place.</summary>
    /// <param name="direction">1, or −1 to undo it, which is the gradient's way.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal void Rotate(long token, float direction, float* row)
    {
        var start = _positions[token] * _half;
        if (_interleaved)
            Neighbours(row, _cos + start, _sin + start, direction, _half);
        else
            Halves(row, _cos + start, _sin + start, direction, _half);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Halves(float* row, float* cos, float* sin, float direction, long half)
    {
        var i = 0L;
        for (; i + 8 <= half; i += 8)
        {
            Vector256<float> a = Vector256.Load(row + i),
                b = Vector256.Load(row + half + i);
            Vector256<float> c = Vector256.Load(cos + i),
                s = Vector256.Load(sin + i) * direction;
            (a * c - b * s).Store(row + i);
            (b * c + a * s).Store(row + half + i);
        }

        for (; i < half; i++)
            (row[i], row[half + i]) = Rotated(row[i], row[half + i], cos[i], direction * sin[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Neighbours(float* row, float* cos, float* sin, float direction, long half)
    {
        var i = 0L;
        var signs = Vector256.Create(-direction, direction, -direction, direction, -direction, direction, -direction, direction);
        for (; i + 4 <= half; i += 4)
        {
            Vector128<float> c = Vector128.Load(cos + i),
                s = Vector128.Load(sin + i);
            var x = Vector256.Load(row + 2 * i);
            (x * Twice(c) + Avx.Permute(x, 0b10_11_00_01) * (Twice(s) * signs)).Store(row + 2 * i);
        }

        for (; i < half; i++)
            (row[2 * i], row[2 * i + 1]) = Rotated(row[2 * i], row[2 * i + 1], cos[i], direction * sin[i]);
    }

    /// <summary>Each number beside itself.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Twice(Vector128<float> x) => Vector256.Create(Sse.UnpackLow(x, x), Sse.UnpackHigh(x, x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static (float A, float B) Rotated(float a, float b, float cos, float sin) => (a * cos - b * sin, b * cos + a * sin);
}
