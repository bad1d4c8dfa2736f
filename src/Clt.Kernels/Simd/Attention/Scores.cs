using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using static Clt.Kernels.Simd.Functions;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd.Attention;

/// <summary>
/// What is done to a query's scores before the softmax. Whole vectors are worked on: lanes outside the row's columns are masked later.
/// </summary>
internal static unsafe class Scores
{
    /// <summary>Soft cap, then biases, in place.</summary>
    /// <param name="head">The query's head.</param>
    /// <param name="distance">Key place − query place of column 0.</param>
    /// <param name="strip">Columns in whole vectors.</param>
    /// <param name="row">Columns that the query sees.</param>
    /// <param name="scores">Of one query.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Finish(in AttentionRule rule, long head, long distance, Columns strip, Columns row, float* scores)
    {
        if (rule.SoftCap > 0)
            Cap(rule.SoftCap, strip, scores);
        Bias(rule, head, distance, strip, row, scores);
    }

    /// <summary>Adds the biases that go by distance.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Bias(in AttentionRule rule, long head, long distance, Columns strip, Columns row, float* scores)
    {
        if (rule.Slopes != null)
            Slope(rule.Slopes[head], distance, strip, scores);
        if (rule.Bias != null)
            Add(rule.Bias + head * rule.Span + distance, row, scores);
    }

    /// <summary>to[j] += from[j] for the columns j.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Add(float* from, Columns columns, float* to)
    {
        var j = columns.Low;
        for (; j + Count <= columns.High; j += Count)
            Store(to + j, Load(to + j) + Load(from + j));
        for (; j < columns.High; j++)
            to[j] += from[j];
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Cap(float cap, Columns strip, float* scores)
    {
        Lane16 factor = All(cap),
            inverse = All(1 / cap);
        for (var j = strip.Low; j < strip.High; j += Count)
            Store(scores + j, factor * Tanh(Load(scores + j) * inverse));
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Slope(float slope, long distance, Columns strip, float* scores)
    {
        for (var j = strip.Low; j < strip.High; j += Count)
        {
            var place = Vector512.ConvertToSingle(Vector512<int>.Indices + Vector512.Create((int)(j + distance)));
            Store(scores + j, MultiplyAdd(All(slope), place, Load(scores + j)));
        }
    }
}
