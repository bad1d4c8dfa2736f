using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Clt.Kernels.Libtorch;

namespace Clt.Kernels.Simd;

/// <summary>Adafactor's second moments of one tensor: of a vector whole, of a matrix the means of its rows, then of its columns.</summary>
internal static unsafe class AdafactorMoments
{
    /// <summary>Brings a vector's moments up to date, and replaces the gradient by itself over their root.</summary>
    /// <returns>The sum of the new gradient's squares.</returns>
    internal static double Vector(float* gradient, float* moments, long count, AdafactorNumbers numbers)
    {
        var clip = (float)numbers.Clip;
        for (var i = 0L; i < count; i++)
        {
            var x = gradient[i] * clip;
            moments[i] = (float)(moments[i] * numbers.Decay + ((double)x * x + numbers.Epsilon) * (1 - numbers.Decay));
            gradient[i] = x / MathF.Sqrt(moments[i]);
        }

        return SquareSum.Of(gradient, count);
    }

    /// <summary>Brings a matrix's moments up to date, and replaces the gradient by itself over the root of their product.</summary>
    /// <returns>The sum of the new gradient's squares.</returns>
    internal static double Matrix(float* gradient, float* moments, long rows, long columns, AdafactorNumbers numbers)
    {
        var pieces = new RowPieces(rows);
        Update(gradient, moments, rows, columns, pieces, numbers);
        var mean = 0.0;
        for (var r = 0L; r < rows; r++)
            mean += moments[r];
        mean /= rows;
        var byColumn = new float[columns];
        for (var c = 0L; c < columns; c++)
            byColumn[c] = 1 / MathF.Sqrt(moments[rows + c]);
        var squares = new double[pieces.Count];
        ParallelLoop.For(
            pieces.Count,
            rows * columns * 4,
            k =>
            {
                fixed (float* factors = byColumn)
                {
                    for (var r = pieces.Begin(k); r < pieces.End(k); r++)
                    {
                        Scale(gradient + r * columns, factors, (float)(numbers.Clip / Math.Sqrt(moments[r] / mean)), columns);
                        squares[k] += SquareSum.Part(gradient + r * columns, columns);
                    }
                }
            }
        );
        return squares.Sum();
    }

    private static void Update(float* gradient, float* moments, long rows, long columns, RowPieces pieces, AdafactorNumbers numbers)
    {
        var sums = new double[pieces.Count * columns];
        ParallelLoop.For(
            pieces.Count,
            rows * columns * 4,
            k =>
            {
                fixed (double* sum = &sums[k * columns])
                {
                    for (var r = pieces.Begin(k); r < pieces.End(k); r++)
                    {
                        var total = AddSquares(gradient + r * columns, sum, columns, numbers.Clip, numbers.Epsilon);
                        moments[r] = (float)(moments[r] * numbers.Decay + total / columns * (1 - numbers.Decay));
                    }
                }
            }
        );
        for (var c = 0L; c < columns; c++)
        {
            var total = 0.0;
            for (var k = 0L; k < pieces.Count; k++)
                total += sums[k * columns + c];
            moments[rows + c] = (float)(moments[rows + c] * numbers.Decay + total / rows * (1 - numbers.Decay));
        }
    }

    /// <summary>Adds (clip · x)² + epsilon to every column's sum.</summary>
    /// <returns>What was added to all columns together.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static double AddSquares(float* x, double* sums, long count, double clip, double epsilon)
    {
        Vector512<double> total = default,
            factor = Vector512.Create(clip),
            added = Vector512.Create(epsilon);
        const int Half = Lanes.Count / 2;
        var i = 0L;
        for (; i + Half <= count; i += Half)
        {
            var wide = Lanes.Widen(Vector256.Load(x + i)) * factor;
            var square = Vector512.FusedMultiplyAdd(wide, wide, added);
            Vector512.Store(Vector512.Load(sums + i) + square, sums + i);
            total += square;
        }

        var rest = 0.0;
        for (; i < count; i++)
        {
            var square = Math.FusedMultiplyAdd(x[i] * clip, x[i] * clip, epsilon);
            sums[i] += square;
            rest += square;
        }

        return Vector512.Sum(total) + rest;
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Scale(float* x, float* factors, float factor, long count)
    {
        var all = Lanes.All(factor);
        var whole = Lanes.RoundDown(count);
        for (var i = 0L; i < whole; i += Lanes.Count)
            Lanes.Store(x + i, Lanes.Load(x + i) * (all * Lanes.Load(factors + i)));
        for (var i = whole; i < count; i++)
            x[i] *= factor * factors[i];
    }
}
