using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Clt.Kernels.Simd;

/// <summary>The tile for 16 registers of 8 floats (AVX2): 8 sums, two right sides and one left side stay in them.</summary>
internal static unsafe class NarrowTile
{
    internal const int Rows = 4;

    /// <summary>c[4, 16] (+)= a[4, depth] · b[depth, 16]; strides as in <see cref="Tiles.Strip"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pair(float* a, long rowStride, long depthStride, float* b, long ldb, float* c, long ldc, long depth, bool add)
    {
        Vector256<float> s00,
            s01,
            s10,
            s11,
            s20,
            s21,
            s30,
            s31;
        var row = c;
        if (add)
        {
            s00 = Vector256.Load(row);
            s01 = Vector256.Load(row + 8);
            row += ldc;
            s10 = Vector256.Load(row);
            s11 = Vector256.Load(row + 8);
            row += ldc;
            s20 = Vector256.Load(row);
            s21 = Vector256.Load(row + 8);
            row += ldc;
            s30 = Vector256.Load(row);
            s31 = Vector256.Load(row + 8);
        }
        else
        {
            s00 = s01 = s10 = s11 = s20 = s21 = s30 = s31 = Vector256<float>.Zero;
        }

        // Three rows share an address register: a0 + {0, 1, 2} · rowStride.
        float* a0 = a,
            a3 = a + 3 * rowStride;
        var two = 2 * rowStride;
        for (var k = 0L; k < depth; k++)
        {
            Vector256<float> right0 = Vector256.Load(b),
                right1 = Vector256.Load(b + 8);
            var left = Vector256.Create(*a0);
            s00 = Vector256.FusedMultiplyAdd(left, right0, s00);
            s01 = Vector256.FusedMultiplyAdd(left, right1, s01);
            left = Vector256.Create(a0[rowStride]);
            s10 = Vector256.FusedMultiplyAdd(left, right0, s10);
            s11 = Vector256.FusedMultiplyAdd(left, right1, s11);
            left = Vector256.Create(a0[two]);
            s20 = Vector256.FusedMultiplyAdd(left, right0, s20);
            s21 = Vector256.FusedMultiplyAdd(left, right1, s21);
            left = Vector256.Create(*a3);
            s30 = Vector256.FusedMultiplyAdd(left, right0, s30);
            s31 = Vector256.FusedMultiplyAdd(left, right1, s31);
            b += ldb;
            a0 += depthStride;
            a3 += depthStride;
        }

        row = c;
        s00.Store(row);
        s01.Store(row + 8);
        row += ldc;
        s10.Store(row);
        s11.Store(row + 8);
        row += ldc;
        s20.Store(row);
        s21.Store(row + 8);
        row += ldc;
        s30.Store(row);
        s31.Store(row + 8);
    }
}
