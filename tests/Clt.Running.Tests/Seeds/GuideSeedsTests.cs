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
        var (seeds, decided, byAll) = (0, 0, 0);
        for (var trial = 0; trial < Studies; trial++)
            foreach (var values in points.Select(p => Predicted(p, random)))
            {
                var (n, mean, half) = SeedSimulation.Stop(values, (m, h) => Math.Abs(m) > h);
                seeds += n;
                decided += Math.Abs(mean) > half ? 1 : 0;
                byAll += SeedSimulation.IsDecidedByAll(values) ? 1 : 0;
            }

        double all = Studies * points.Length;
        output.WriteLine(
            $"{study}: {seeds / all:0.0} seeds of {SeedSimulation.Most}, decided {decided / all:0.00}, by all {byAll / all:0.00}"
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
