namespace Clt.Results.Statistics.Curves;

/// <summary>Isotonic regression by pooling adjacent violators.</summary>
public static class Isotonic
{
    /// <summary>The closest monotonic values, in the order given; equal x share one value.</summary>
    public static double[] Fit(
        IReadOnlyList<double> x,
        IReadOnlyList<double> y,
        IReadOnlyList<double>? weights = null,
        bool increasing = true
    )
    {
        var sign = increasing ? 1 : -1;
        var pools = new List<(double Sum, double Weight, List<int> Members)>();
        foreach (var group in Enumerable.Range(0, x.Count).GroupBy(i => x[i]).OrderBy(g => g.Key))
        {
            var weight = group.Sum(i => weights?[i] ?? 1);
            var pool = (Sum: group.Sum(i => sign * y[i] * (weights?[i] ?? 1)), Weight: weight, Members: group.ToList());
            while (pools.Count > 0 && pools[^1].Sum / pools[^1].Weight >= pool.Sum / pool.Weight)
            {
                pool = (pool.Sum + pools[^1].Sum, pool.Weight + pools[^1].Weight, [.. pools[^1].Members, .. pool.Members]);
                pools.RemoveAt(pools.Count - 1);
            }

            pools.Add(pool);
        }

        var fitted = new double[x.Count];
        foreach (var pool in pools)
        foreach (var i in pool.Members)
            fitted[i] = sign * pool.Sum / pool.Weight;
        return fitted;
    }
}
