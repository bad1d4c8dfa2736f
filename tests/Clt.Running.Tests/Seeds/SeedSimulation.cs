using Clt.Results.Statistics.Testing;

namespace Clt.Running.Tests.Seeds;

/// <summary>Studies of normal seeds that stop by repeated confidence intervals, three to twelve seeds.</summary>
internal static class SeedSimulation
{
    public const int First = 3,
        Most = 12;

    public static RepeatedIntervals Intervals { get; } = RepeatedIntervals.Of(First, Most);

    private static readonly double[] Quantiles = [.. Enumerable.Range(0, Most).Select(f => f == 0 ? 0 : Distributions.TQuantile(0.975, f))];

    /// <summary>What is seen where it stops.</summary>
    public static (int Seeds, double Mean, double HalfWidth) Stop(IReadOnlyList<double> values, Func<double, double, bool> enough)
    {
        for (var n = First; ; n++)
        {
            var (mean, half) = Intervals.At([.. values.Take(n)]);
            if (enough(mean, half) || n == Most)
                return (n, mean, half);
        }
    }

    /// <summary>Whether the sign is decided by the plain 95 % t interval of all values, which is looked at once.</summary>
    public static bool IsDecidedBy(IReadOnlyList<double> values)
    {
        var (mean, freedom) = (values.Average(), values.Count - 1);
        var error = Math.Sqrt(values.Sum(v => Math.Pow(v - mean, 2)) / freedom / values.Count);
        return Math.Abs(mean / error) > Quantiles[freedom];
    }

    public static double Normal(Rng random) => Distributions.NormalQuantile(1 - random.NextDouble());
}
