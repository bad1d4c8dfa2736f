namespace Clt.Results.Statistics.Resampling;

/// <summary>Quantiles by linear interpolation between order statistics (Hyndman and Fan's type 7, numpy's default).</summary>
public static class Quantile
{
    /// <summary>The quantile at <paramref name="p"/> in [0, 1] of ascending values; NaN for none.</summary>
    public static double OfSorted(ReadOnlySpan<double> sorted, double p)
    {
        if (sorted.IsEmpty || double.IsNaN(p))
            return double.NaN;
        var position = Math.Clamp(p, 0, 1) * (sorted.Length - 1);
        var below = Math.Min((int)position, sorted.Length - 1);
        var above = Math.Min(below + 1, sorted.Length - 1);
        var t = position - below;
        var gap = sorted[above] - sorted[below];
        // From the nearer end, as numpy does, so that the result is monotonic and exact at both ends.
        return t >= 0.5 ? sorted[above] - (gap * (1 - t)) : sorted[below] + (gap * t);
    }

    /// <summary>The middle value, or the mean of the two middle values; NaN for none.</summary>
    public static double Median(IEnumerable<double> values)
    {
        var sorted = values.ToArray();
        Array.Sort(sorted);
        var middle = sorted.Length / 2;
        if (sorted.Length == 0)
            return double.NaN;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
