using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics.X86;
using static Clt.Kernels.Simd.Functions;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Online softmax (Milakov and Gimelshein 2018), which passes over blocks of keys take.</summary>
internal static unsafe class OnlineSoftmax
{
    /// <summary>
    /// Turns a query's scores into weights exp(score − maximum), and brings its running maximum, sum and output up to date.
    /// </summary>
    /// <param name="scores">Zeros afterwards where the strip's columns are not the row's.</param>
    /// <param name="strip">Columns in whole vectors.</param>
    /// <param name="row">Columns that the query sees.</param>
    /// <param name="maximum">Of all scores so far; −∞ at first.</param>
    /// <param name="sum">Of all weights so far.</param>
    /// <param name="output">[padded], the weighted values so far.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(float* scores, Columns strip, Columns row, ref float maximum, ref float sum, float* output, long padded)
    {
        var wide = Avx512F.IsSupported;
        var top = wide ? Greatest(scores, strip, row, maximum) : NarrowSoftmax.Greatest(scores, strip, row, maximum);
        var total = wide ? Weigh(scores, strip, row, top) : NarrowSoftmax.Weigh(scores, strip, row, top);
        if (sum > 0 && top > maximum)
            Shrink(Exp(maximum - top), ref sum, output, padded);
        maximum = top;
        sum += total;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Greatest(float* scores, Columns strip, Columns row, float maximum)
    {
        var best = All(maximum);
        for (var j = strip.Low; j < strip.High; j += Count)
            best = Max(Select(Inside(j, row.Low, row.High), Load(scores + j), All(float.NegativeInfinity)), best);
        return Max(best);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static float Weigh(float* scores, Columns strip, Columns row, float top)
    {
        var (shift, total) = (All(top), Lane16.Zero);
        for (var j = strip.Low; j < strip.High; j += Count)
        {
            var weight = Select(Inside(j, row.Low, row.High), Exp(Load(scores + j) - shift), Lane16.Zero);
            Store(scores + j, weight);
            total += weight;
        }

        return Sum(total);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Shrink(float factor, ref float sum, float* output, long padded)
    {
        sum *= factor;
        for (var d = 0L; d < padded; d += Count)
            Store(output + d, Load(output + d) * All(factor));
    }
}
