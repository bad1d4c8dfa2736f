namespace Clt.Results.Statistics.Testing;

/// <summary>Wilcoxon's signed-rank test of paired differences, two-sided (definitions as in SciPy).</summary>
public sealed class Wilcoxon
{
    private readonly double[] _ranks;
    private readonly int _zeros;

    /// <param name="differences">Zero differences are dropped, or with <paramref name="pratt"/> ranked first and then dropped.</param>
    public Wilcoxon(IReadOnlyList<double> differences, bool pratt = false)
    {
        _zeros = pratt ? differences.Count(d => d == 0) : 0;
        var kept = pratt ? differences : [.. differences.Where(d => d != 0)];
        var all = RankTransform.Average([.. kept.Select(Math.Abs)]);
        _ranks = [.. all.Where((_, i) => kept[i] != 0)];
        var plus = all.Where((_, i) => kept[i] > 0).Sum();
        Statistic = Math.Min(plus, _ranks.Sum() - plus);
        HasTies = _ranks.Distinct().Count() < _ranks.Length || differences.Contains(0);
    }

    /// <summary>The smaller of the two rank sums.</summary>
    public double Statistic { get; }

    /// <summary>Whether differences are equal in size or zero, so that there is no exact p.</summary>
    public bool HasTies { get; }

    /// <summary>Exact two-sided p; null where there are ties or zeros, or more than 1,000 pairs.</summary>
    public double? ExactP
    {
        get
        {
            if (HasTies || _ranks.Length > 1000)
                return null;
            // Share of the sign patterns with a given sum of positive ranks.
            var share = new double[(int)Statistic + 1];
            share[0] = 1;
            for (var rank = 1; rank <= _ranks.Length; rank++)
            {
                for (var sum = share.Length - 1; sum >= 0; sum--)
                    share[sum] = (share[sum] + (sum >= rank ? share[sum - rank] : 0)) / 2;
            }

            return Math.Min(1, 2 * share.Sum());
        }
    }

    /// <summary>Two-sided p by the normal approximation.</summary>
    /// <param name="correction">Continuity correction of one half.</param>
    public double AsymptoticP(bool correction = false)
    {
        double n = _ranks.Length + _zeros,
            zeros = _zeros;
        var mean = ((n * (n + 1)) - (zeros * (zeros + 1))) / 4;
        var ties = RankTransform.TieSizes(_ranks).Sum(t => t * ((t * t) - 1)) / 2;
        var variance = ((n * (n + 1) * ((2 * n) + 1)) - (zeros * (zeros + 1) * ((2 * zeros) + 1)) - ties) / 24;
        var shift = correction ? 0.5 * Math.Sign(Statistic - mean) : 0;
        return Distributions.NormalTwoSided((Statistic - mean - shift) / Math.Sqrt(variance));
    }
}
