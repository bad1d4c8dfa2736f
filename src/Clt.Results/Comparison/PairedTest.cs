using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;

namespace Clt.Results.Comparison;

/// <summary>p-values of two runs' differences by a chosen test.</summary>
internal sealed class PairedTest(PairedScores scores, PairedTestKind kind, ClusterBootstrap bootstrap)
{
    private const int MostEnumerated = 20;

    /// <summary>p of each group of languages; NaN where it is undefined (no item has a score).</summary>
    /// <exception cref="InputException">The test is not for such scores.</exception>
    public double[] P(IReadOnlyList<IReadOnlyList<string>> groups)
    {
        if (kind == PairedTestKind.Ar)
            return new RandomSwaps(scores, bootstrap.Resamples).P(groups);
        if (kind == PairedTestKind.Bootstrap)
            return [.. groups.Select(Bootstrapped)];
        if (!scores.IsMean)
            throw Refused("the metric is a function of sums, not a mean of items");
        if (kind == PairedTestKind.McNemar && !scores.IsBinary)
            throw Refused("items have scores other than 0 and 1 (several seeds are averaged)");
        return [.. groups.Select(g => OfDifferences(scores.Differences(g), several: g.Count > 1))];
    }

    /// <summary>Distance of resampled differences from their mean, as in sacreBLEU's paired bootstrap (Koehn 2004).</summary>
    private double Bootstrapped(IReadOnlyList<string> languages)
    {
        double Difference(Sums s) => scores.Mean(s, 'b', languages) - scores.Mean(s, 'a', languages);
        var finite = Array.FindAll(bootstrap.Replicates(Difference), double.IsFinite);
        if (finite.Length == 0)
            return double.NaN;
        var (real, mean) = (Math.Abs(scores.Difference(languages)), finite.Average());
        // All resamples alike: they tell nothing of chance, so the items' signs are flipped, where there are such.
        if (finite.Max() - finite.Min() <= 1e-12 * Math.Max(1, real))
            return real <= 1e-12 ? 1
                : scores.IsMean ? Flipped(scores.Differences(languages))
                : double.NaN;
        // Few seeds: as much farther from the mean as the interval is wider.
        real /= bootstrap.Chance(Difference).Widening(bootstrap.Level);
        return (1.0 + finite.Count(d => Math.Abs(d - mean) >= real * (1 - 1e-12))) / (1 + finite.Length);
    }

    private double OfDifferences(IReadOnlyList<double> differences, bool several)
    {
        if (differences.Count == 0)
            return double.NaN;
        if (differences.All(d => d == 0))
            return 1;
        return kind switch
        {
            PairedTestKind.T => TTests.Paired(differences, new double[differences.Count]).P,
            PairedTestKind.Wilcoxon => new Wilcoxon(differences) is var test && test.ExactP is { } exact
                ? exact
                : new Wilcoxon(differences).AsymptoticP(),
            // Over several languages an item's translations are no independent coins: signs of items are flipped instead.
            PairedTestKind.McNemar when !several => new McNemar(differences.Count(d => d < 0), differences.Count(d => d > 0)).ExactP,
            PairedTestKind.Permutation or PairedTestKind.McNemar => Flipped(differences),
            _ => throw new ArgumentOutOfRangeException(nameof(differences), kind, "It is no test of differences."),
        };
    }

    private double Flipped(IReadOnlyList<double> differences) =>
        differences.Count <= MostEnumerated
            ? PairedTests.SignFlipExact(differences)
            : PairedTests.SignFlip(differences, new Seed(1), bootstrap.Resamples);

    private InputException Refused(string why) =>
        new(
            $"{kind.ToString().ToLowerInvariant()} cannot test this: {why}",
            "--test",
            "Use --test bootstrap or ar, which are for every metric."
        );
}
