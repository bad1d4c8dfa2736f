namespace Clt.Plugins.Metrics.Labels;

/// <summary>Krippendorff's alpha: agreement of any number of raters with missing values (Krippendorff 2011).</summary>
public static class Krippendorff
{
    /// <summary>1 for perfect agreement, 0 for chance. NaN where only one value occurs.</summary>
    /// <param name="ratings">Raters by items; NaN is missing.</param>
    public static double Alpha(IReadOnlyList<double[]> ratings, MeasurementLevel level)
    {
        var values = ratings.SelectMany(r => r).Where(v => !double.IsNaN(v)).Distinct().Order().ToArray();
        return Alpha(values, Coincidences(ratings, values), level);
    }

    /// <summary>The same from summed coincidences; values that do not occur change nothing.</summary>
    /// <param name="values">Ascending.</param>
    /// <param name="coincidences">From <see cref="Pair"/>, by the values' places.</param>
    /// <param name="level">What distances mean.</param>
    public static double Alpha(double[] values, double[,] coincidences, MeasurementLevel level)
    {
        var totals = Enumerable
            .Range(0, values.Length)
            .Select(i => Enumerable.Range(0, values.Length).Sum(j => coincidences[i, j]))
            .ToArray();
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
            Pair(given, (a, b, weight) => coincidences[a, b] += weight);
        }

        return coincidences;
    }

    /// <summary>
    /// The coincidences of one item: every ordered pair of its ratings, weighing 1 / (ratings - 1). Fewer than two have none.
    /// </summary>
    public static void Pair(IReadOnlyList<int> ratings, Action<int, int, double> add)
    {
        for (var a = 0; a < ratings.Count; a++)
        {
            for (var b = 0; b < ratings.Count; b++)
            {
                if (a != b)
                    add(ratings[a], ratings[b], 1.0 / (ratings.Count - 1));
            }
        }
    }

    private static double Distance(double[] values, double[] totals, int i, int j, MeasurementLevel level)
    {
        if (i == j)
            return 0;
        var (a, b) = (values[i], values[j]);
        switch (level)
        {
            case MeasurementLevel.Nominal:
                return 1;
            case MeasurementLevel.Interval:
                return (a - b) * (a - b);
            case MeasurementLevel.Ratio:
                return Math.Pow((a - b) / (a + b), 2);
            case MeasurementLevel.Ordinal:
                var between = totals[Math.Min(i, j)..(Math.Max(i, j) + 1)].Sum() - ((totals[i] + totals[j]) / 2);
                return between * between;
            default:
                throw new ArgumentOutOfRangeException(nameof(level), level, "There is no such level.");
        }
    }
}

/// <summary>What distances between ratings mean (Stevens 1946).</summary>
public enum MeasurementLevel
{
    Nominal,
    Ordinal,
    Interval,
    Ratio,
}
