using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace Clt.Kernels.Simd;

/// <summary>
/// Peak floating-point rate of the processor in fp32, measured: fused multiply-adds in registers, as wide as the processor's vectors. What
/// width and clock allow, whatever the libraries in use make of it.
/// </summary>
public static class PeakRate
{
    /// <summary>Independent sums: enough to hide the latency of a multiply-add on two ports.</summary>
    private const int Chains = 12;

    private const int Rounds = 2_000_000;

    /// <summary>GFLOP/s of so many threads together, the best of three runs.</summary>
    public static double Measure(int threads)
    {
        var best = 0.0;
        for (var run = 0; run < 3; run++)
        {
            var running = Enumerable.Range(0, threads).Select(_ => new Thread(() => Spin())).ToList();
            var clock = Stopwatch.StartNew();
            running.ForEach(t => t.Start());
            running.ForEach(t => t.Join());
            var lanes =
                Avx512F.IsSupported ? 16
                : Vector256.IsHardwareAccelerated ? 8
                : 4;
            best = Math.Max(best, 2.0 * lanes * Chains * Rounds * threads / clock.Elapsed.TotalSeconds / 1e9);
        }

        return best;
    }

    private static float Spin() =>
        Avx512F.IsSupported ? Spin512()
        : Vector256.IsHardwareAccelerated ? Spin256()
        : Spin128();

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin512()
    {
        Vector512<float> x = Vector512.Create(0.999f),
            y = Vector512.Create(0.001f),
            a = y,
            b = y,
            c = y,
            d = y,
            e = y,
            f = y,
            g = y,
            h = y,
            i = y,
            j = y,
            k = y,
            l = y;
        for (var n = 0; n < Rounds; n++)
        {
            (a, b, c) = (Vector512.FusedMultiplyAdd(a, x, y), Vector512.FusedMultiplyAdd(b, x, y), Vector512.FusedMultiplyAdd(c, x, y));
            (d, e, f) = (Vector512.FusedMultiplyAdd(d, x, y), Vector512.FusedMultiplyAdd(e, x, y), Vector512.FusedMultiplyAdd(f, x, y));
            (g, h, i) = (Vector512.FusedMultiplyAdd(g, x, y), Vector512.FusedMultiplyAdd(h, x, y), Vector512.FusedMultiplyAdd(i, x, y));
            (j, k, l) = (Vector512.FusedMultiplyAdd(j, x, y), Vector512.FusedMultiplyAdd(k, x, y), Vector512.FusedMultiplyAdd(l, x, y));
        }

        return Vector512.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin256()
    {
        Vector256<float> x = Vector256.Create(0.999f),
            y = Vector256.Create(0.001f),
            a = y,
            b = y,
            c = y,
            d = y,
            e = y,
            f = y,
            g = y,
            h = y,
            i = y,
            j = y,
            k = y,
            l = y;
        for (var n = 0; n < Rounds; n++)
        {
            (a, b, c) = (Vector256.FusedMultiplyAdd(a, x, y), Vector256.FusedMultiplyAdd(b, x, y), Vector256.FusedMultiplyAdd(c, x, y));
            (d, e, f) = (Vector256.FusedMultiplyAdd(d, x, y), Vector256.FusedMultiplyAdd(e, x, y), Vector256.FusedMultiplyAdd(f, x, y));
            (g, h, i) = (Vector256.FusedMultiplyAdd(g, x, y), Vector256.FusedMultiplyAdd(h, x, y), Vector256.FusedMultiplyAdd(i, x, y));
            (j, k, l) = (Vector256.FusedMultiplyAdd(j, x, y), Vector256.FusedMultiplyAdd(k, x, y), Vector256.FusedMultiplyAdd(l, x, y));
        }

        return Vector256.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static float Spin128()
    {
        Vector128<float> x = Vector128.Create(0.999f),
            y = Vector128.Create(0.001f),
            a = y,
            b = y,
            c = y,
            d = y,
            e = y,
            f = y,
            g = y,
            h = y,
            i = y,
            j = y,
            k = y,
            l = y;
        for (var n = 0; n < Rounds; n++)
        {
            (a, b, c) = (Vector128.FusedMultiplyAdd(a, x, y), Vector128.FusedMultiplyAdd(b, x, y), Vector128.FusedMultiplyAdd(c, x, y));
            (d, e, f) = (Vector128.FusedMultiplyAdd(d, x, y), Vector128.FusedMultiplyAdd(e, x, y), Vector128.FusedMultiplyAdd(f, x, y));
            (g, h, i) = (Vector128.FusedMultiplyAdd(g, x, y), Vector128.FusedMultiplyAdd(h, x, y), Vector128.FusedMultiplyAdd(i, x, y));
            (j, k, l) = (Vector128.FusedMultiplyAdd(j, x, y), Vector128.FusedMultiplyAdd(k, x, y), Vector128.FusedMultiplyAdd(l, x, y));
        }

        return Vector128.Sum(a + b + c + d + e + f + g + h + i + j + k + l);
    }
}
