using System.Numerics;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>BLEU (Papineni et al. 2002) from its statistics, as sacreBLEU computes it.</summary>
/// <param name="Score">0 to 100.</param>
/// <param name="Matches">A number an order, after add-k smoothing.</param>
/// <param name="Totals">A number an order, after add-k smoothing.</param>
/// <param name="Precisions">Per cent, after smoothing.</param>
public sealed record BleuScore(
    double Score,
    double[] Matches,
    double[] Totals,
    double[] Precisions,
    double BrevityPenalty,
    int HypothesisLength,
    int ReferenceLength
)
{
    /// <summary>Computes BLEU in double or single precision (sacreBLEU's resampling works on single-precision sums).</summary>
    /// <param name="sums">Hypothesis length, reference length, matches by order, totals by order.</param>
    public static BleuScore From<T>(ReadOnlySpan<T> sums, BleuOptions options)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var orders = options.MaxOrder;
        var (length, reference) = (int.CreateTruncating(sums[0]), int.CreateTruncating(sums[1]));
        T[] matches = [.. sums.Slice(2, orders)];
        T[] totals = [.. sums.Slice(2 + orders, orders)];
        var precisions = new T[orders];
        var penalty =
            length >= reference ? 1
            : length > 0 ? Math.Exp(1 - ((double)reference / length))
            : 0;
        var score = Array.Exists(matches, m => m > T.Zero) ? penalty * GeometricMean(matches, totals, precisions, options) : 0;
        return new BleuScore(score, Doubles(matches), Doubles(totals), Doubles(precisions), penalty, length, reference);
    }

    private static double GeometricMean<T>(T[] matches, T[] totals, T[] precisions, BleuOptions options)
        where T : IBinaryFloatingPointIeee754<T>
    {
        var hundred = T.CreateChecked(100);
        var halving = T.One;
        var used = options.MaxOrder;
        for (var n = 0; n < matches.Length; n++)
        {
            if (options.Smoothing == Smoothing.AddK && n > 0)
            {
                matches[n] += T.CreateChecked(options.Value);
                totals[n] += T.CreateChecked(options.Value);
            }

            if (totals[n] == T.Zero)
                break;
            if (options.EffectiveOrder)
                used = n + 1;
            if (matches[n] != T.Zero)
            {
                precisions[n] = hundred * matches[n] / totals[n];
            }
            else if (options.Smoothing == Smoothing.Exp)
            {
                halving += halving;
                precisions[n] = hundred / (halving * totals[n]);
            }
            else if (options.Smoothing == Smoothing.Floor)
            {
                precisions[n] = T.CreateChecked(100 * options.Value) / totals[n];
            }
        }

        // sacreBLEU's stand-in for the logarithm of zero.
        return Math.Exp(precisions.Take(used).Sum(p => p == T.Zero ? -9999999999.0 : Math.Log(double.CreateChecked(p))) / used);
    }

    private static double[] Doubles<T>(T[] values)
        where T : IBinaryFloatingPointIeee754<T> => Array.ConvertAll(values, double.CreateChecked);
}
