using Clt.Results.Statistics.Testing;
using Xunit.Abstractions;
using static Clt.Running.Tests.Seeds.SeedSimulation;

namespace Clt.Running.Tests.Seeds;

/// <summary>Error, coverage and savings of adaptive seeds, by simulation; docs/benchmarks.md has the table.</summary>
public sealed class RepeatedIntervalsTests(ITestOutputHelper output)
{
    private const int Studies = 4000;

    /// <summary>True differences, in standard deviations of a seed.</summary>
    public static TheoryData<double> Effects => [0, 0.5, 1, 2, 4, 8];

    [Fact]
    public void One_look_has_the_quantile_of_t()
    {
        RepeatedIntervals.Of(5, 5).Critical(5).ShouldBe(Distributions.TQuantile(0.975, 4), tolerance: 0.03);
        RepeatedIntervals.Of(3, 3, 0.1).Critical(3).ShouldBe(Distributions.TQuantile(0.95, 2), tolerance: 0.03);
    }

    [Fact]
    public void The_error_is_spent_over_the_looks()
    {
        // The first look spends 3 / 12 of 5 %; each further one is paid for by a wider interval than a single look would have.
        Intervals.Critical(3).ShouldBe(Distributions.TQuantile(1 - (0.0125 / 2), 2), tolerance: 0.25);
        for (var n = First; n <= Most; n++)
            Intervals.Critical(n).ShouldBeGreaterThan(Distributions.TQuantile(0.975, n - 1));
    }

    [Fact]
    public void An_interval_is_of_the_mean()
    {
        var (mean, half) = Intervals.At([0.2, 0.3, 0.4]);
        mean.ShouldBe(0.3, tolerance: 1e-12);
        half.ShouldBe(Intervals.Critical(3) * 0.1 / Math.Sqrt(3), tolerance: 1e-12);
        Intervals.At([0.1, 0.1, 0.1]).HalfWidth.ShouldBe(0);
    }

    [Theory]
    [MemberData(nameof(Effects))]
    public void A_sign_is_decided_with_the_stated_error_and_fewer_seeds(double effect)
    {
        var random = new Seed(20).Stream($"effect {effect}").Generator();
        var (seeds, wrong, right, covered, fixedRight) = (0, 0, 0, 0, 0);
        for (var study = 0; study < Studies; study++)
        {
            var values = Enumerable.Range(0, Most).Select(_ => effect + Normal(random)).ToList();
            var (n, mean, half) = Stop(values, (m, h) => Math.Abs(m) > h);
            seeds += n;
            covered += Math.Abs(mean - effect) <= half ? 1 : 0;
            if (Math.Abs(mean) > half)
                (right, wrong) = mean > 0 && effect > 0 ? (right + 1, wrong) : (right, wrong + 1);
            fixedRight += IsDecidedBy(values) ? 1 : 0;
        }

        output.WriteLine(
            $"effect {effect}: wrong {Share(wrong)}, right {Share(right)}, covered {Share(covered)}, "
                + $"seeds {(double)seeds / Studies:0.0} of {Most}, decided with all {Most}: {Share(fixedRight)}"
        );
        // Four standard errors of the simulation.
        Share(wrong).ShouldBeLessThan(0.05 + (4 * Math.Sqrt(0.05 * 0.95 / Studies)));
        Share(covered).ShouldBeGreaterThan(0.95 - (4 * Math.Sqrt(0.05 * 0.95 / Studies)));
        if (effect >= 4)
            ((double)seeds / Studies).ShouldBeLessThan(Most / 2.0);
        if (effect >= 2)
            Share(right).ShouldBeGreaterThan(0.99);
    }

    [Theory]
    [InlineData(0.3)]
    [InlineData(0.6)]
    [InlineData(1.2)]
    public void Stopping_by_width_does_not_lower_coverage(double width)
    {
        var random = new Seed(21).Stream($"width {width}").Generator();
        var (covered, seeds, plain) = (0, 0, 0);
        for (var study = 0; study < Studies; study++)
        {
            var values = Enumerable.Range(0, Most).Select(_ => Normal(random)).ToList();
            var (n, mean, half) = Stop(values, (_, h) => h <= width);
            covered += Math.Abs(mean) <= half ? 1 : 0;
            seeds += n;
            // What is usual: the 95 % interval of each number of seeds, until it is narrow.
            for (var k = First; k <= Most; k++)
            {
                var (m, h) = Intervals.At(values[..k]);
                h *= Distributions.TQuantile(0.975, k - 1) / Intervals.Critical(k);
                if (h > width && k < Most)
                    continue;
                plain += Math.Abs(m) <= h ? 1 : 0;
                break;
            }
        }

        output.WriteLine(
            $"half width {width}: covered {Share(covered)}, seeds {(double)seeds / Studies:0.0}; "
                + $"plain intervals looked at as often: {Share(plain)}"
        );
        Share(covered).ShouldBeGreaterThan(0.95 - (4 * Math.Sqrt(0.05 * 0.95 / Studies)));
        Share(plain).ShouldBeLessThan(0.95);
    }

    private static double Share(int count) => (double)count / Studies;
}
