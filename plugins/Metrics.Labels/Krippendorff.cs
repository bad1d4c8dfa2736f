namespace Clt.Plugins.Metrics.Labels;

/// <summary>Krippendorff's alpha: agreement of any number of raters with missing values (Krippendorff 2011).</summary>
public static class Krippendorff
{
    /// <summary>1 for perfect agreement, 0 for chance. NaN where only one value occurs.</summary>
    /// <param name="ratings">Raters by items; NaN is missing.</param>
    public static double Alpha(IReadOnlyList<double[]> ratings, MeasurementLevel level)
    {
        var values = ratings.SelectMany(r => r).Where(v => !double.IsNaN(v)).Distinct().Order().ToArray();
        var coincidences = Coincidences(ratings, values);
        var totals = Enumerable.Range(0, values.Length).Select(i => Enumerable.Range(0, values.Length).Sum(j => coincidences[i, j])).ToArray();
        var n = totals.Sum();
        var (observed, expected) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
        {
            for (var j = 0; j < values.Length; j++)
            {
                var distance = Distance(values, totals, i, j, level);
                observed += coincidences[i, j] * distance;
                expected += totals[i] * (totals[j] - (i == j ? 1 : 0)) / (n - 1) * distance;
            }
        }

        return 1 - (observed / expected);
    }

    private static double[,] Coincidences(IReadOnlyList<double[]> ratings, double[] values)
    {
        var coincidences = new double[values.Length, values.Length];
        for (var item = 0; item < ratings[0].Length; item++)
        {
            var given = ratings.Select(r => r[item]).Where(v => !double.IsNaN(v)).Select(v => Array.IndexOf(values, v)).ToList();
            if (given.Count < 2) continue;
            for (var a = 0; a < given.Count; a++)
            {
                for (var b = 0; b < given.Count; b++)
                {
                    if (a != b) coincidences[given[a], given[b]] += 1.0 / (given.Count - 1);
                }
            }
        }

        return coincidences;
    }

    private static double Distance(double[] values, double[] totals, int i, int j, MeasurementLevel level)
    {
        if (i == j) return 0;
        var (a, b) = (values[i], values[j]);
        switch (level)
        {
            case MeasurementLevel.Nominal:
                return 1;
            case MeasurementLevel.Interval:
                return (a - b) * (a - b);
            case MeasurementLevel.Ratio:
                return Math.Pow((a - b) / (a + b), 2);
            default:
                var between = totals[Math.Min(i, j)..(Math.Max(i, j) + 1)].Sum() - ((totals[i] + totals[j]) / 2);
                return between * between;
        }
    }
}
