namespace Clt.Results.Statistics.Testing;

/// <summary>Rank transformation (Conover and Iman 1981).</summary>
public static class RankTransform
{
    /// <summary>Ranks from 1; tied values share the mean of theirs.</summary>
    public static double[] Average(IReadOnlyList<double> values)
    {
        var order = Enumerable.Range(0, values.Count).OrderBy(i => values[i]).ToArray();
        var ranks = new double[values.Count];
        for (var start = 0; start < order.Length; )
        {
            var end = start;
            while (end < order.Length && values[order[end]] == values[order[start]])
                end++;
            for (var i = start; i < end; i++)
                ranks[order[i]] = (start + 1 + end) / 2.0;
            start = end;
        }

        return ranks;
    }

    /// <summary>Sizes of the groups of equal values.</summary>
    public static double[] TieSizes(IEnumerable<double> values) => [.. values.GroupBy(v => v).Select(g => (double)g.Count())];
}
