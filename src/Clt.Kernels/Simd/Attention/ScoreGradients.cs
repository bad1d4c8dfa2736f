using System.Runtime.CompilerServices;
using static Clt.Kernels.Simd.Functions;
using static Clt.Kernels.Simd.Lanes;

namespace Clt.Kernels.Simd.Attention;

/// <summary>The softmax backwards: a row's weights are made again from its scores and its log-sum.</summary>
internal static unsafe class ScoreGradients
{
    /// <summary>
    /// Scores become weights p; gradients dp of weights become those of scores, p · (dp − mean) times the soft cap's slope.
    /// Columns of the strip that are not the row's become zeros.
    /// </summary>
    /// <param name="head">The query's head.</param>
    /// <param name="distance">Key place − query place of column 0.</param>
    /// <param name="strip">Columns in whole vectors.</param>
    /// <param name="row">Columns that the query sees.</param>
    /// <param name="scores">Of one query; weights afterwards.</param>
    /// <param name="gradients">Of its weights; of its scores afterwards.</param>
    /// <param name="logSum">Of the query's softmax.</param>
    /// <param name="mean">The weighted mean of all its weights' gradients: output · gradient of the output.</param>
    /// <param name="capSlope">Room for [64].</param>
    /// <param name="bias">The relative bias's gradient at distance 0, added to; or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Row(
        in AttentionRule rule,
        long head,
        long distance,
        Columns strip,
        Columns row,
        float* scores,
        float* gradients,
        float logSum,
        float mean,
        float* capSlope,
        float* bias
    )
    {
        if (rule.SoftCap > 0)
            Cap(rule.SoftCap, strip, scores, capSlope);
        Scores.Bias(rule, head, distance, strip, row, scores);
        Lane16 shift = All(logSum),
            centre = All(mean);
        for (var j = strip.Low; j < strip.High; j += Count)
        {
            var seen = Inside(j, row.Low, row.High);
            var weight = Select(seen, Exp(Load(scores + j) - shift), Lane16.Zero);
            Store(scores + j, weight);
            Store(gradients + j, Select(seen, weight * (Load(gradients + j) - centre), Lane16.Zero));
        }

        if (bias != null)
            Scores.Add(gradients, row, bias + distance);
        if (rule.SoftCap > 0)
            Multiply(capSlope, strip, gradients);
    }

    /// <summary>The soft cap, and its slope 1 − tanh².</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Cap(float cap, Columns strip, float* scores, float* slope)
    {
        Lane16 factor = All(cap),
            inverse = All(1 / cap);
        for (var j = strip.Low; j < strip.High; j += Count)
        {
            var t = Tanh(Load(scores + j) * inverse);
            Store(slope + j, MultiplySubtract(t, t, All(1)));
            Store(scores + j, factor * t);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Multiply(float* factors, Columns strip, float* to)
    {
        for (var j = strip.Low; j < strip.High; j += Count)
            Store(to + j, Load(to + j) * Load(factors + j));
    }
}
