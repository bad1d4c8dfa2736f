using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Clt.Kernels.Simd;

/// <summary>Tiles for 32 registers of 16 floats (AVX-512): 16 sums hide the latency of multiply-add on two ports.</summary>
internal static unsafe class WideTile
{
    internal const int Rows = 8;

    /// <summary>c[8, 32] (+)= a[8, depth] · b[depth, 32]; strides as in <see cref="Tiles.Strip"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Pair(float* a, long rowStride, long depthStride, float* b, long ldb, float* c, long ldc, long depth, bool add)
    {
        Vector512<float> s00,
            s01,
            s10,
            s11,
            s20,
            s21,
            s30,
            s31,
            s40,
            s41,
            s50,
            s51,
            s60,
            s61,
            s70,
            s71;
        var row = c;
        if (add)
        {
            s00 = Vector512.Load(row);
            s01 = Vector512.Load(row + 16);
            row += ldc;
            s10 = Vector512.Load(row);
            s11 = Vector512.Load(row + 16);
            row += ldc;
            s20 = Vector512.Load(row);
            s21 = Vector512.Load(row + 16);
            row += ldc;
            s30 = Vector512.Load(row);
            s31 = Vector512.Load(row + 16);
            row += ldc;
            s40 = Vector512.Load(row);
            s41 = Vector512.Load(row + 16);
            row += ldc;
            s50 = Vector512.Load(row);
            s51 = Vector512.Load(row + 16);
            row += ldc;
            s60 = Vector512.Load(row);
            s61 = Vector512.Load(row + 16);
            row += ldc;
            s70 = Vector512.Load(row);
            s71 = Vector512.Load(row + 16);
        }
        else
        {
            s00 = s01 = s10 = s11 = s20 = s21 = s30 = s31 = s40 = s41 = s50 = s51 = s60 = s61 = s70 = s71 = Vector512<float>.Zero;
        }

        // Three rows share an address register: a0 + {0, 1, 2} · rowStride.
        float* a0 = a,
            a3 = a + 3 * rowStride,
            a6 = a + 6 * rowStride;
        var two = 2 * rowStride;
        for (var k = 0L; k < depth; k++)
        {
            Vector512<float> right0 = Vector512.Load(b),
                right1 = Vector512.Load(b + 16);
            var left = Vector512.Create(*a0);
            s00 = Vector512.FusedMultiplyAdd(left, right0, s00);
            s01 = Vector512.FusedMultiplyAdd(left, right1, s01);
            left = Vector512.Create(a0[rowStride]);
            s10 = Vector512.FusedMultiplyAdd(left, right0, s10);
            s11 = Vector512.FusedMultiplyAdd(left, right1, s11);
            left = Vector512.Create(a0[two]);
            s20 = Vector512.FusedMultiplyAdd(left, right0, s20);
            s21 = Vector512.FusedMultiplyAdd(left, right1, s21);
            left = Vector512.Create(*a3);
            s30 = Vector512.FusedMultiplyAdd(left, right0, s30);
            s31 = Vector512.FusedMultiplyAdd(left, right1, s31);
            left = Vector512.Create(a3[rowStride]);
            s40 = Vector512.FusedMultiplyAdd(left, right0, s40);
            s41 = Vector512.FusedMultiplyAdd(left, right1, s41);
            left = Vector512.Create(a3[two]);
            s50 = Vector512.FusedMultiplyAdd(left, right0, s50);
            s51 = Vector512.FusedMultiplyAdd(left, right1, s51);
            left = Vector512.Create(*a6);
            s60 = Vector512.FusedMultiplyAdd(left, right0, s60);
            s61 = Vector512.FusedMultiplyAdd(left, right1, s61);
            left = Vector512.Create(a6[rowStride]);
            s70 = Vector512.FusedMultiplyAdd(left, right0, s70);
            s71 = Vector512.FusedMultiplyAdd(left, right1, s71);
            b += ldb;
            a0 += depthStride;
            a3 += depthStride;
            a6 += depthStride;
        }

        row = c;
        s00.Store(row);
        s01.Store(row + 16);
        row += ldc;
        s10.Store(row);
        s11.Store(row + 16);
        row += ldc;
        s20.Store(row);
        s21.Store(row + 16);
        row += ldc;
        s30.Store(row);
        s31.Store(row + 16);
        row += ldc;
        s40.Store(row);
        s41.Store(row + 16);
        row += ldc;
        s50.Store(row);
        s51.Store(row + 16);
        row += ldc;
        s60.Store(row);
        s61.Store(row + 16);
        row += ldc;
        s70.Store(row);
        s71.Store(row + 16);
    }

    /// <summary>The same for 16 columns.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Single(float* a, long rowStride, long depthStride, float* b, long ldb, float* c, long ldc, long depth, bool add)
    {
        Vector512<float> s0,
            s1,
            s2,
            s3,
            s4,
            s5,
            s6,
            s7;
        var row = c;
        if (add)
        {
            s0 = Vector512.Load(row);
            row += ldc;
            s1 = Vector512.Load(row);
            row += ldc;
            s2 = Vector512.Load(row);
            row += ldc;
            s3 = Vector512.Load(row);
            row += ldc;
            s4 = Vector512.Load(row);
            row += ldc;
            s5 = Vector512.Load(row);
            row += ldc;
            s6 = Vector512.Load(row);
            row += ldc;
            s7 = Vector512.Load(row);
        }
        else
        {
            s0 = s1 = s2 = s3 = s4 = s5 = s6 = s7 = Vector512<float>.Zero;
        }

        // Three rows share an address register: a0 + {0, 1, 2} · rowStride.
        float* a0 = a,
            a3 = a + 3 * rowStride,
            a6 = a + 6 * rowStride;
        var two = 2 * rowStride;
        for (var k = 0L; k < depth; k++)
        {
            var right = Vector512.Load(b);
            var left = Vector512.Create(*a0);
            s0 = Vector512.FusedMultiplyAdd(left, right, s0);
            left = Vector512.Create(a0[rowStride]);
            s1 = Vector512.FusedMultiplyAdd(left, right, s1);
            left = Vector512.Create(a0[two]);
            s2 = Vector512.FusedMultiplyAdd(left, right, s2);
            left = Vector512.Create(*a3);
            s3 = Vector512.FusedMultiplyAdd(left, right, s3);
            left = Vector512.Create(a3[rowStride]);
            s4 = Vector512.FusedMultiplyAdd(left, right, s4);
            left = Vector512.Create(a3[two]);
            s5 = Vector512.FusedMultiplyAdd(left, right, s5);
            left = Vector512.Create(*a6);
            s6 = Vector512.FusedMultiplyAdd(left, right, s6);
            left = Vector512.Create(a6[rowStride]);
            s7 = Vector512.FusedMultiplyAdd(left, right, s7);
            b += ldb;
            a0 += depthStride;
            a3 += depthStride;
            a6 += depthStride;
        }

        row = c;
        s0.Store(row);
        row += ldc;
        s1.Store(row);
        row += ldc;
        s2.Store(row);
        row += ldc;
        s3.Store(row);
        row += ldc;
        s4.Store(row);
        row += ldc;
        s5.Store(row);
        row += ldc;
        s6.Store(row);
        row += ldc;
        s7.Store(row);
    }
}
