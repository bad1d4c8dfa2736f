namespace Clt.Plugins.Metrics.Labels;

/// <summary>Whether confidence equals accuracy (Guo et al. 2017).</summary>
public static class Calibration
{
    /// <summary>A bin of items of similar confidence.</summary>
    /// <param name="Index">From 0.</param>
    /// <param name="Count">Items.</param>
    /// <param name="Accuracy">Share that is right.</param>
    /// <param name="Confidence">Mean confidence.</param>
    public sealed record Bin(int Index, int Count, double Accuracy, double Confidence);

    /// <summary>Bins of equal width over (0, 1], each open below; confidence 0 is in the first. Empty bins are left out.</summary>
    public static List<Bin> EqualWidth(IReadOnlyList<double> confidence, IReadOnlyList<bool> right, int bins) =>
        [
            .. confidence
                .Select((c, i) => (Confidence: c, Right: right[i], Bin: BinOf(c, bins)))
                .GroupBy(p => p.Bin)
                .OrderBy(g => g.Key)
                .Select(g => new Bin(g.Key, g.Count(), g.Average(p => p.Right ? 1.0 : 0), g.Average(p => p.Confidence))),
        ];

    /// <summary>Bins of equal mass: items in order of confidence, the first bins one larger where the division leaves a rest.</summary>
    public static List<Bin> EqualMass(IReadOnlyList<double> confidence, IReadOnlyList<bool> right, int bins)
    {
        var order = Enumerable.Range(0, confidence.Count).OrderBy(i => confidence[i]).ToList();
        var result = new List<Bin>();
        for (var (b, start) = (0, 0); b < bins; b++)
        {
            var size = (order.Count / bins) + (b < order.Count % bins ? 1 : 0);
            var members = order.GetRange(start, size);
            start += size;
            if (size > 0)
                result.Add(new Bin(b, size, members.Average(i => right[i] ? 1.0 : 0), members.Average(i => confidence[i])));
        }

        return result;
    }

    /// <summary>Expected calibration error: the mean gap between accuracy and confidence, weighted by the bins' sizes.</summary>
    public static double ExpectedError(IReadOnlyList<Bin> bins) =>
        bins.Sum(b => b.Count * Math.Abs(b.Accuracy - b.Confidence)) / bins.Sum(b => b.Count);

    /// <summary>The largest gap of a bin.</summary>
    public static double MaximumError(IReadOnlyList<Bin> bins) => bins.Max(b => Math.Abs(b.Accuracy - b.Confidence));

    /// <summary>The bin of a confidence in [0, 1].</summary>
    public static int BinOf(double confidence, int bins)
    {
        var bin = Math.Clamp((int)Math.Ceiling(confidence * bins) - 1, 0, bins - 1);
        // Edges are rounded differently by multiplication and division; the edge itself belongs to the bin below.
        if (bin > 0 && confidence <= (double)bin / bins)
            bin--;
        else if (bin < bins - 1 && confidence > (double)(bin + 1) / bins)
            bin++;
        return bin;
    }
}
