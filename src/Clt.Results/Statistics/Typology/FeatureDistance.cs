namespace Clt.Results.Statistics.Typology;

/// <summary>Likeness of two languages over the features known for both; NaN where there are none.</summary>
/// <param name="Common">Features known for both.</param>
/// <param name="Cosine">Of the values; 1 for the same direction.</param>
/// <param name="Different">Share of features whose values differ (Hamming).</param>
/// <param name="MeanAbsolute">Mean absolute difference.</param>
public sealed record FeatureDistance(int Common, double Cosine, double Different, double MeanAbsolute)
{
    public static FeatureDistance Between(IReadOnlyList<double> a, IReadOnlyList<double> b)
    {
        var known = Enumerable.Range(0, a.Count).Where(i => !double.IsNaN(a[i]) && !double.IsNaN(b[i])).ToList();
        if (known.Count == 0)
            return new(0, double.NaN, double.NaN, double.NaN);
        var norms = Math.Sqrt(known.Sum(i => a[i] * a[i])) * Math.Sqrt(known.Sum(i => b[i] * b[i]));
        return new(
            known.Count,
            known.Sum(i => a[i] * b[i]) / norms,
            known.Average(i => a[i] != b[i] ? 1.0 : 0),
            known.Average(i => Math.Abs(a[i] - b[i]))
        );
    }
}
