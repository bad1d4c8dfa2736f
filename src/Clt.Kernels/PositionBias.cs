using TorchSharp;
using static TorchSharp.torch;

namespace Clt.Kernels;

/// <summary>Additive position biases of attention scores.</summary>
public static class PositionBias
{
    /// <summary>
    /// ALiBi's slopes (Press et al.), [heads]: a geometric series for the largest power of two p that fits, 2^(−8/p), 2^(−16/p), …;
    /// further heads take every second slope of the series for 2p (the order of the paper's reference code and of BLOOM).
    /// </summary>
    public static Tensor AlibiSlopes(int heads)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(heads, 1);
        var power = 1 << (int)Math.Log2(heads);
        var slopes = new float[heads];
        for (var h = 0; h < heads; h++)
            slopes[h] = (float)(h < power ? Math.Pow(2, -8.0 * (h + 1) / power) : Math.Pow(2, -4.0 * (2 * (h - power) + 1) / power));
        return tensor(slopes);
    }

    /// <summary>
    /// T5's bucket of a relative position (Raffel et al., appendix): half of the buckets count single distances, the others grow by
    /// equal factors up to the largest distance.
    /// </summary>
    /// <param name="relative">Key place − query place.</param>
    /// <param name="bidirectional">Later keys have buckets of their own, the upper half; else they share bucket 0.</param>
    /// <param name="buckets">Number of buckets.</param>
    /// <param name="maxDistance">From here on all distances share the last bucket.</param>
    public static int Bucket(long relative, bool bidirectional, int buckets, int maxDistance)
    {
        var first = 0;
        if (bidirectional)
        {
            buckets /= 2;
            first = relative > 0 ? buckets : 0;
        }
        var distance = bidirectional ? Math.Abs(relative) : Math.Max(0, -relative);
        var exact = buckets / 2;
        if (distance < exact)
            return first + (int)distance;
        // In fp32, as the models were trained: a distance on the edge of two buckets must fall where it fell then.
        var share = MathF.Log((float)distance / exact) / (float)Math.Log((double)maxDistance / exact);
        return first + Math.Min(exact + (int)(share * (buckets - exact)), buckets - 1);
    }

    /// <summary>
    /// A learnt table [buckets, heads] spread to <see cref="AttentionOptions.RelativeBias"/>, [heads, 2 · radius − 1]; differentiable.
    /// </summary>
    /// <param name="table">[buckets, heads].</param>
    /// <param name="radius">At least the longest sequence's length.</param>
    /// <param name="bidirectional">As in <see cref="Bucket"/>.</param>
    /// <param name="maxDistance">As in <see cref="Bucket"/>.</param>
    public static Tensor Spread(Tensor table, int radius, bool bidirectional, int maxDistance)
    {
        using var scope = NewDisposeScope();
        var buckets = (int)table.size(0);
        long[] places = [.. Enumerable.Range(1 - radius, 2 * radius - 1).Select(d => (long)Bucket(d, bidirectional, buckets, maxDistance))];
        return table.index_select(0, tensor(places, device: table.device)).t().MoveToOuterDisposeScope();
    }
}
