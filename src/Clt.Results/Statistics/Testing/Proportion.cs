using Clt.Results.Statistics.Resampling;
using MathNet.Numerics;

namespace Clt.Results.Statistics.Testing;

/// <summary>Intervals and estimates for shares of successes.</summary>
public static class Proportion
{
    /// <summary>Clopper and Pearson 1934: exact, never too narrow.</summary>
    public static (double Low, double High) ClopperPearson(int successes, int n, double level = IntervalPolicy.Level)
    {
        var tail = (1 - level) / 2;
        return (
            successes == 0 ? 0 : Distributions.BetaQuantile(tail, successes, n - successes + 1),
            successes == n ? 1 : Distributions.BetaQuantile(1 - tail, successes + 1, n - successes)
        );
    }

    /// <summary>Wilson 1927: the default for accuracies of independent items.</summary>
    public static (double Low, double High) Wilson(double successes, int n, double level = IntervalPolicy.Level)
    {
        var z = Distributions.NormalQuantile((1 + level) / 2);
        var (p, z2) = (successes / n, z * z);
        var centre = (p + (z2 / (2 * n))) / (1 + (z2 / n));
        var half = z * Math.Sqrt((p * (1 - p) / n) + (z2 / (4.0 * n * n))) / (1 + (z2 / n));
        return (successes == 0 ? 0 : Math.Max(0, centre - half), successes == n ? 1 : Math.Min(1, centre + half));
    }

    /// <summary>Agresti and Coull 1998: Wald's interval after adding z² / 2 successes and failures.</summary>
    public static (double Low, double High) AgrestiCoull(int successes, int n, double level = IntervalPolicy.Level)
    {
        var z = Distributions.NormalQuantile((1 + level) / 2);
        return Around((successes + (z * z / 2)) / (n + (z * z)), n + (z * z), z);
    }

    /// <summary>The textbook interval, too narrow near 0 and 1.</summary>
    public static (double Low, double High) Wald(int successes, int n, double level = IntervalPolicy.Level) =>
        Around((double)successes / n, n, Distributions.NormalQuantile((1 + level) / 2));

    /// <summary>Quantiles of the posterior under Jeffreys' prior.</summary>
    public static (double Low, double High) Jeffreys(int successes, int n, double level = IntervalPolicy.Level) =>
        (
            Distributions.BetaQuantile((1 - level) / 2, successes + 0.5, n - successes + 0.5),
            Distributions.BetaQuantile((1 + level) / 2, successes + 0.5, n - successes + 0.5)
        );

    /// <summary>Standard error of a mean whose items come in clusters, without small-sample factor.</summary>
    public static double ClusteredError(IReadOnlyList<double> values, IReadOnlyList<int> clusters)
    {
        var mean = values.Average();
        var squares = values
            .Select((v, i) => (Residual: v - mean, Cluster: clusters[i]))
            .GroupBy(p => p.Cluster)
            .Sum(g => Math.Pow(g.Sum(p => p.Residual), 2));
        return Math.Sqrt(squares) / values.Count;
    }

    /// <summary>pass@k (Chen et al. 2021): the chance that one of k samples is right, when c of n were.</summary>
    public static double PassAtK(int n, int c, int k)
    {
        var miss = 1.0;
        if (n - c < k)
            return 1;
        for (var i = n - c + 1; i <= n; i++)
            miss *= 1 - ((double)k / i);
        return 1 - miss;
    }

    /// <summary>pass^k: the chance that all of k samples are right, when c of n were.</summary>
    public static double AllCorrect(int n, int c, int k) => c < k ? 0 : SpecialFunctions.Binomial(c, k) / SpecialFunctions.Binomial(n, k);

    private static (double Low, double High) Around(double p, double n, double z)
    {
        var half = z * Math.Sqrt(p * (1 - p) / n);
        return (Math.Max(0, p - half), Math.Min(1, p + half));
    }
}
