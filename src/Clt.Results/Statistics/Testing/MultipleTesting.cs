namespace Clt.Results.Statistics.Testing;

/// <summary>p-values adjusted for the number of tests, in the order given; reject where the adjusted value is at most the level.</summary>
public static class MultipleTesting
{
    public static double[] Bonferroni(IReadOnlyList<double> p) => [.. p.Select(v => Math.Min(1, v * p.Count))];

    /// <summary>Holm 1979: never worse than Bonferroni, keeps the family-wise error.</summary>
    public static double[] Holm(IReadOnlyList<double> p)
    {
        var (order, adjusted, highest) = (Order(p), new double[p.Count], 0.0);
        for (var i = 0; i < order.Length; i++)
            adjusted[order[i]] = highest = Math.Max(highest, Math.Min(1, (p.Count - i) * p[order[i]]));
        return adjusted;
    }

    /// <summary>Benjamini and Hochberg 1995: false discovery rate of independent or positively dependent tests.</summary>
    public static double[] BenjaminiHochberg(IReadOnlyList<double> p) => StepUp(p, 1);

    /// <summary>Benjamini and Yekutieli 2001: false discovery rate under any dependence.</summary>
    public static double[] BenjaminiYekutieli(IReadOnlyList<double> p) => StepUp(p, Enumerable.Range(1, p.Count).Sum(i => 1.0 / i));

    /// <summary>Hommel 1988 (algorithm of Wright 1992).</summary>
    public static double[] Hommel(IReadOnlyList<double> p)
    {
        var order = Order(p);
        var sorted = order.Select(i => p[i]).ToArray();
        var a = (double[])sorted.Clone();
        for (var m = p.Count; m > 1; m--)
        {
            var least = Enumerable.Range(1, m).Min(i => m * sorted[p.Count - m + i - 1] / i);
            for (var i = p.Count - m; i < p.Count; i++)
                a[i] = Math.Max(a[i], least);
            for (var i = 0; i < p.Count - m; i++)
                a[i] = Math.Max(a[i], Math.Min(least, m * sorted[i]));
        }

        var adjusted = new double[p.Count];
        for (var i = 0; i < order.Length; i++)
            adjusted[order[i]] = a[i];
        return adjusted;
    }

    private static double[] StepUp(IReadOnlyList<double> p, double factor)
    {
        var (order, adjusted, lowest) = (Order(p), new double[p.Count], 1.0);
        for (var i = order.Length - 1; i >= 0; i--)
            adjusted[order[i]] = lowest = Math.Min(lowest, factor * p.Count * p[order[i]] / (i + 1));
        return adjusted;
    }

    private static int[] Order(IReadOnlyList<double> p) => [.. Enumerable.Range(0, p.Count).OrderBy(i => p[i])];
}
