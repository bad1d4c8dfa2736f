using Clt.Results.Statistics.Curves;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;

namespace Clt.Results.Analysis.Curves;

/// <summary>From how many samples on a curve is flat, by three definitions.</summary>
/// <param name="WithinAPoint">
/// The smallest measured number of samples whose value is at most 0.01 below the largest: the paper's reading.
/// </param>
/// <param name="Knot">The knot of the best broken line, with the set of knots that are not significantly worse (F profile).</param>
/// <param name="Saturation">Where the best saturating curve has 95 % of its gain, with the set by the same profile.</param>
/// <param name="Fits">All shapes, the best first.</param>
/// <param name="Largest">The largest number of samples that was measured.</param>
public sealed record PlateauPoint(double WithinAPoint, Interval Knot, Interval Saturation, IReadOnlyList<ResponseFit> Fits, double Largest)
{
    private const double Ninety5 = 2.995732273553991; // -ln 0.05

    /// <summary>The shape that the points speak for.</summary>
    public ResponseShape Shape => Fits[0].Shape;

    /// <summary>Whether the data show a rise that ends before the largest number of samples.</summary>
    public bool IsClear =>
        Knot.High < Largest * 0.999 && Fits.First(f => f.Shape == ResponseShape.BrokenLine).B > 0 && Shape != ResponseShape.Flat;

    /// <summary>The plateau of points at four or more numbers of samples; null for fewer.</summary>
    public static PlateauPoint? Of(IReadOnlyList<(double Samples, double Value)> points)
    {
        double[] n = [.. points.Select(p => p.Samples)],
            y = [.. points.Select(p => p.Value)];
        if (n.Distinct().Count() < 4 || n.Min() < 0)
            return null;
        var means = points
            .GroupBy(p => p.Samples)
            .Select(g => (Samples: g.Key, Value: g.Average(p => p.Value)))
            .OrderBy(p => p.Samples)
            .ToList();
        var (low, high) = BrokenLine.SamplesInterval(n, y);
        return new PlateauPoint(
            means.First(m => m.Value >= means.Max(x => x.Value) - 0.01 - 1e-12).Samples,
            IntervalPolicy.Profile(BrokenLine.Fit(n, y).Samples, low, high, points.Count),
            Profile(points, n),
            ResponseFit.All(points),
            n.Max()
        );
    }

    private static Interval Profile(IReadOnlyList<(double Samples, double Value)> points, double[] n)
    {
        var best = SaturatingCurve.Fit(n, [.. points.Select(p => p.Value)]);
        var freedom = points.Count - 3;
        var t = Distributions.TQuantile(IntervalPolicy.Upper, freedom);
        var limit = best.SumOfSquares * (1 + (t * t / freedom)) * (1 + 1e-9);
        var positive = n.Where(v => v > 0).ToList();
        var (from, to) = (Math.Log(positive.Min() / 10), Math.Log(positive.Max() * 10));
        var kept = Enumerable
            .Range(0, 801)
            .Select(i => Math.Exp(from + (i / 800.0 * (to - from))))
            .Append(best.Scale)
            .Where(s => ResponseFit.Saturating(points, s).SumOfSquares <= limit)
            .ToList();
        return IntervalPolicy.Profile(best.Scale * Ninety5, kept.Min() * Ninety5, kept.Max() * Ninety5, points.Count);
    }
}
