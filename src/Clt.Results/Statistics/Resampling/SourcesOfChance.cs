using Clt.Results.Statistics.Testing;

namespace Clt.Results.Statistics.Resampling;

/// <summary>Jackknife variance of a statistic by source of chance: items, and seeds, each of which brings its base.</summary>
/// <param name="ItemVariance">From leaving out each item with all its translations, seeds and columns.</param>
/// <param name="SeedVariance">From leaving out each seed with all its cells; 0 for a single seed.</param>
/// <param name="Items">Distinct items.</param>
/// <param name="Seeds">Distinct seeds.</param>
public readonly record struct SourcesOfChance(double ItemVariance, double SeedVariance, int Items, int Seeds)
{
    /// <summary>The variance of the statistic. What belongs to single answers (item by seed) is in both, so it errs wide.</summary>
    public double Variance => ItemVariance + SeedVariance;

    /// <summary>
    /// Half the width of an interval: each source's variance counts with the quantile of Student's t of its own degrees of freedom, 4.3 for
    /// three seeds where a normal distribution has 1.96.
    /// </summary>
    public double HalfWidth(double level) => Math.Sqrt(Part(ItemVariance, Items, level) + Part(SeedVariance, Seeds, level));

    /// <summary>How much wider few seeds make an interval than a normal distribution has it; 1 for a single seed.</summary>
    public double Widening(double level)
    {
        var z = Distributions.NormalQuantile((1 + level) / 2);
        return Seeds < 2 || Variance <= 0 ? 1 : Math.Sqrt(((z * z * ItemVariance) + Part(SeedVariance, Seeds, level)) / (z * z * Variance));
    }

    private static double Part(double variance, int clusters, double level)
    {
        if (clusters < 2)
            return 0;
        var t = Distributions.TQuantile((1 + level) / 2, clusters - 1);
        return t * t * variance;
    }
}
