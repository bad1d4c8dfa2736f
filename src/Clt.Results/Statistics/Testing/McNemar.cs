namespace Clt.Results.Statistics.Testing;

/// <summary>McNemar's test of two systems on the same items, from the items on which only one of them is right.</summary>
/// <param name="OnlyA">Items that A alone gets right.</param>
/// <param name="OnlyB">Items that B alone gets right.</param>
public readonly record struct McNemar(int OnlyA, int OnlyB)
{
    /// <summary>Exact binomial p.</summary>
    public double ExactP => Distributions.FairCoinsTwoSided(OnlyA, OnlyA + OnlyB);

    /// <summary>Mid-p: the exact p less the probability of the outcome itself; 1 where the counts are equal.</summary>
    public double MidP =>
        OnlyA == OnlyB ? 1 : ExactP - (Distributions.FairCoinsCdf(Less, Count) - Distributions.FairCoinsCdf(Less - 1, Count));

    /// <summary>χ² with one degree of freedom, and its p; NaN where no item differs.</summary>
    public (double Statistic, double P) ChiSquared(bool corrected)
    {
        var gap = Math.Abs(OnlyA - OnlyB) - (corrected ? 1.0 : 0);
        var statistic = gap * gap / Count;
        return (statistic, Distributions.ChiSquaredTail(statistic, 1));
    }

    private int Less => Math.Min(OnlyA, OnlyB);

    private int Count => OnlyA + OnlyB;
}
