using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Clt.Kernels.Simd.Attention;

/// <summary>
/// The loops of <see cref="OnlineSoftmax"/> by registers of AVX2: a vector of 16 that is kept over a loop would lie in memory there.
/// </summary>
internal static unsafe class NarrowSoftmax
{
    /// <summary>The greatest score of a row's columns, no less than the maximum so far.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Greatest(float* scores, Columns strip, Columns row, float maximum)
    {
        var best = Vector256.Create(maximum);
        for (var j = strip.Low; j < strip.High; j += 8)
        {
            var seen = Vector256.ConditionalSelect(Inside(j, row), Vector256.Load(scores + j), Vector256.Create(float.NegativeInfinity));
            best = Vector256.MaxNative(seen, best);
        }

        var four = Vector128.MaxNative(best.GetLower(), best.GetUpper());
        four = Vector128.MaxNative(four, Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1)));
        return MathF.Max(four.ToScalar(), four.GetElement(1));
    }

    /// <summary>Scores become weights exp(score − shift), zeros outside the row's columns.</summary>
    /// <returns>Their sum.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static float Weigh(float* scores, Columns strip, Columns row, float shift)
    {
        Vector256<float> total = default,
            top = Vector256.Create(shift);
        for (var j = strip.Low; j < strip.High; j += 8)
        {
            var weight = Vector256.ConditionalSelect(Inside(j, row), Exp(Vector256.Load(scores + j) - top), default);
            weight.Store(scores + j);
            total += weight;
        }

        var four = total.GetLower() + total.GetUpper();
        four += Vector128.Shuffle(four, Vector128.Create(2, 3, 0, 1));
        return four.ToScalar() + four.GetElement(1);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Inside(long first, Columns row)
    {
        var place = Vector256<int>.Indices + Vector256.Create((int)first);
        var (low, high) = (Vector256.Create((int)row.Low), Vector256.Create((int)row.High));
        return Vector256.AndNot(Vector256.GreaterThan(high, place), Vector256.GreaterThan(low, place)).AsSingle();
    }

    /// <summary>As <see cref="Functions.Exp(Lane16)"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.MinNative(Vector256.Create(87f), Vector256.MaxNative(Vector256.Create(-87f), x));
        var n = Vector256.FusedMultiplyAdd(x, Vector256.Create(1.44269504f), Vector256.Create(12582912f)) - Vector256.Create(12582912f);
        var r = Vector256.FusedMultiplyAdd(n, Vector256.Create(-0.693359375f), x);
        r = Vector256.FusedMultiplyAdd(n, Vector256.Create(2.12194440e-4f), r);
        var p = Vector256.Create(1.9875691500e-4f);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.3981999507e-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(8.3334519073e-3f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(4.1665795894e-2f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.6666665459e-1f));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(5.0000001201e-1f));
        var y = Vector256.FusedMultiplyAdd(p * r, r, r) + Vector256.Create(1f);
        return y * ((Vector256.ConvertToInt32Native(n) + Vector256.Create(127)) << 23).AsSingle();
    }
}
