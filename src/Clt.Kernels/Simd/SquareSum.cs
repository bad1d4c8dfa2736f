using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Clt.Kernels.Libtorch;
using static TorchSharp.torch;

namespace Clt.Kernels.Simd;

/// <summary>Sums of squares, added in double over fixed pieces: the same bits on any number of threads.</summary>
internal static unsafe class SquareSum
{
    /// <summary>Of a flat buffer.</summary>
    /// <exception cref="ArgumentException">It is not contiguous, or not fp32.</exception>
    internal static double Of(Tensor gradient)
    {
        FlatStep.CheckBuffer(gradient, gradient.NumberOfElements, "the gradient");
        var sum = Of(TensorMemory.Pointer<float>(gradient), gradient.NumberOfElements);
        TensorMemory.KeepAlive(gradient);
        return sum;
    }

    /// <summary>Of memory.</summary>
    internal static double Of(float* x, long count)
    {
        var sums = new double[(count + FlatLoop.PieceSize - 1) / FlatLoop.PieceSize];
        ParallelLoop.For(
            sums.Length,
            count * 4,
            piece =>
            {
                var begin = piece * FlatLoop.PieceSize;
                sums[piece] = Part(x + begin, Math.Min(FlatLoop.PieceSize, count - begin));
            }
        );
        return sums.Sum();
    }

    /// <summary>Of a piece, by one thread. Four sums beside each other: one alone waits for each addition.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static double Part(float* x, long count)
    {
        Vector512<double> a = default,
            b = default,
            c = default,
            d = default;
        var i = 0L;
        for (; i + 2 * Lanes.Count <= count; i += 2 * Lanes.Count)
        {
            Lane16 first = Lanes.Load(x + i),
                second = Lanes.Load(x + i + Lanes.Count);
            a = AddSquare(Lanes.Widen(first.GetLower()), a);
            b = AddSquare(Lanes.Widen(first.GetUpper()), b);
            c = AddSquare(Lanes.Widen(second.GetLower()), c);
            d = AddSquare(Lanes.Widen(second.GetUpper()), d);
        }

        var rest = 0.0;
        for (; i < count; i++)
            rest += (double)x[i] * x[i];
        return Vector512.Sum((a + b) + (c + d)) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector512<double> AddSquare(Vector512<double> x, Vector512<double> sum) => Vector512.FusedMultiplyAdd(x, x, sum);
}
