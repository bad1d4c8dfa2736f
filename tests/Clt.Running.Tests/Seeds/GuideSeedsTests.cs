using Xunit.Abstractions;

namespace Clt.Running.Tests.Seeds;

/// <summary>
/// What adaptive seeds would save in small studies that were run: the posterior predictive distribution of further seeds, given the
/// differences of those that were run; docs/benchmarks.md has the table.
/// </summary>
public sealed class GuideSeedsTests(ITestOutputHelper output)
{
    private const int Studies = 1500;

    /// <summary>
    /// Differences by seed to no samples, of the mean over languages of the headline metric, as the studies' results.csv have them.
    /// </summary>
    public static TheoryData<string, double[][]> Runs =>
        new()
        {
            {
                "guide/math, seen",
                [
                    [0.340, 0.367, 0.378, 0.415, 0.443],
                    [0.630, 0.712, 0.667, 0.685],
                    [0.740, 0.785, 0.800, 0.765, 0.782],
                ]
            },
            {
                "guide/math, unseen",
                [
                    [0.057, 0.107, 0.100, 0.137, 0.133],
                    [0.083, 0.137, 0.087, 0.110],
                    [0.063, 0.157, 0.113, 0.087, 0.120],
                ]
            },
            {
                "quickstart, working, seen",
                [
                    [0.083, 0.123, 0.068],
                    [0.078, 0.345, 0.120],
                    [0.568, 0.813, 0.592],
                ]
            },
            {
                "quickstart, working, unseen",
                [
                    [0.010, 0.006, 0.053],
                    [0.020, 0.030, 0.057],
                    [0.023, 0.010, 0.057],
                ]
            },
        };

    [Theory]
    [MemberData(nameof(Runs))]
    public void Further_seeds_are_run_for_what_is_not_decided(string study, double[][] points)
    {
        var random = new Seed(22).Stream(study).Generator();
        var (seeds, decided) = (0, 0);
        var fixedSeeds = new int[SeedSimulation.Most + 1];
        for (var trial = 0; trial < Studies; trial++)
            foreach (var values in points.Select(p => Predicted(p, random)))
            {
                var (n, mean, half) = SeedSimulation.Stop(values, (m, h) => Math.Abs(m) > h);
                seeds += n;
                decided += Math.Abs(mean) > half ? 1 : 0;
                for (var m = SeedSimulation.First; m <= SeedSimulation.Most; m++)
                    fixedSeeds[m] += SeedSimulation.IsDecidedBy(values[..m]) ? 1 : 0;
            }

        double all = Studies * points.Length;
        var byAll = fixedSeeds[^1];
        var alike = Array.FindIndex(fixedSeeds, f => f >= decided);
        output.WriteLine(
            $"{study}: {seeds / all:0.0} seeds of {SeedSimulation.Most}, decided {decided / all:0.00}; "
                + $"as many by {alike} seeds for all, {byAll / all:0.00} by {SeedSimulation.Most}"
        );
        (seeds / all).ShouldBeInRange(SeedSimulation.First, SeedSimulation.Most);
        // Each look is paid for: a rule that stops early decides no more than all seeds do.
        decided.ShouldBeLessThan(byAll + (int)(0.02 * all));
    }

    /// <summary>
    /// Twelve seeds: all of them from a normal distribution whose mean and variance are drawn from what the former say of
    /// them (Jeffreys' prior).
    /// </summary>
    private static List<double> Predicted(double[] known, Rng random)
    {
        var freedom = known.Length - 1;
        var mean = known.Average();
        var squares = known.Sum(v => Math.Pow(v - mean, 2));
        var deviation = Math.Sqrt(squares / Enumerable.Range(0, freedom).Sum(_ => Math.Pow(SeedSimulation.Normal(random), 2)));
        var centre = mean + (deviation / Math.Sqrt(known.Length) * SeedSimulation.Normal(random));
        return [.. Enumerable.Range(0, SeedSimulation.Most).Select(_ => centre + (deviation * SeedSimulation.Normal(random)))];
    }
}
