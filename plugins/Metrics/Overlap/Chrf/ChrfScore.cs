using System.Numerics;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>chrF (Popović 2015) from its statistics, as sacreBLEU computes it.</summary>
public static class ChrfScore
{
    /// <summary>0 to 100, in double or single precision (sacreBLEU's resampling works on single-precision sums).</summary>
    /// <param name="sums">For each order, characters first: n-grams of the hypothesis, of the reference, and matches.</param>
    public static T From<T>(ReadOnlySpan<T> sums, ChrfOptions options)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var tiny = T.CreateTruncating(1e-16);
        var factor = T.CreateChecked(options.Beta * options.Beta);
        var (score, precision, recall) = (T.Zero, T.Zero, T.Zero);
        var orders = options.CharOrder + options.WordOrder;
        var used = 0;
        for (var n = 0; n < orders; n++)
        {
            var (hypothesis, reference, matches) = (sums[3 * n], sums[(3 * n) + 1], sums[(3 * n) + 2]);
            var p = hypothesis > T.Zero ? matches / hypothesis : tiny;
            var r = reference > T.Zero ? matches / reference : tiny;
            var denominator = (factor * p) + r;
            score += denominator > T.Zero ? (T.One + factor) * p * r / denominator : tiny;
            if (hypothesis == T.Zero || reference == T.Zero)
                continue;
            precision += p;
            recall += r;
            used++;
        }

        var hundred = T.CreateChecked(100);
        if (options.EpsSmoothing)
            return hundred * score / T.CreateChecked(orders);
        if (used == 0 || precision + recall == T.Zero)
            return T.Zero;
        precision /= T.CreateChecked(used);
        recall /= T.CreateChecked(used);
        return hundred * ((T.One + factor) * precision * recall / ((factor * precision) + recall));
    }
}
