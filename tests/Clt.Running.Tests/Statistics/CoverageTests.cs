using Clt.Results.Statistics.Resampling;
using Xunit.Abstractions;

namespace Clt.Running.Tests.Statistics;

/// <summary>How often the intervals hold the truth, by simulation: they say 95 %. docs/reference/statistics.md has a table.</summary>
public class CoverageTests(ITestOutputHelper output)
{
    private const int Resamples = 400;

    public static TheoryData<string, int, int, double, double, double, double, double> Cases =>
        new()
        {
            { "2 bases", 2, 100, 0.5, 0.3, 1, 0.5, -1 },
            { "3 bases", 3, 100, 0.5, 0.3, 1, 0.5, -1 },
            { "3 bases, 40 items", 3, 40, 0.5, 0.3, 1, 0.5, -1 },
            { "3 bases that differ much", 3, 100, 1.2, 0.5, 1, 0.5, -1 },
            { "3 bases that are alike", 3, 100, 0, 0, 1, 0.5, -1 },
            { "3 bases, few right answers", 3, 100, 0.5, 0.3, 1, 0.5, -3.5 },
            { "5 bases", 5, 100, 0.5, 0.3, 1, 0.5, -1 },
            { "10 bases", 10, 100, 0.5, 0.3, 1, 0.5, -1 },
        };

    [Fact]
    public void Three_bases_are_covered_where_a_plain_bootstrap_is_far_from_it()
    {
        var (mean, gap, plain) = Cover(new MadeUpScores(3, 40, 0.6, 0.3, 1, 0.5, -0.5), 300);
        mean.ShouldBeInRange(0.93, 0.995);
        gap.ShouldBeInRange(0.93, 1);
        plain.ShouldBeLessThan(0.88);
    }

    [Fact]
    public void One_base_is_covered_for_itself()
    {
        // Nothing of the base varies: the interval is over items, and holds for the base that was given.
        var (mean, _, _) = Cover(new MadeUpScores(1, 60, 0, 0, 1, 0.5, -0.5), 300);
        mean.ShouldBeInRange(0.92, 0.98);
    }

    [Theory]
    [Trait("Category", "Slow")]
    [MemberData(nameof(Cases))]
    public void Coverage_is_near_the_level(
        string name,
        int bases,
        int items,
        double ofBase,
        double ofBaseLanguage,
        double ofItem,
        double ofItemLanguage,
        double level
    )
    {
        var (mean, gap, plain) = Cover(new MadeUpScores(bases, items, ofBase, ofBaseLanguage, ofItem, ofItemLanguage, level), 2000);
        output.WriteLine($"{name}: mean {mean:0.000}, gap {gap:0.000}, plain bootstrap's mean {plain:0.000}");
        mean.ShouldBeInRange(0.925, 0.995);
        gap.ShouldBeInRange(0.925, 1);
    }

    /// <summary>Shares of studies whose intervals hold the truth: of the mean, of the gap, and of the mean by percentiles alone.</summary>
    private static (double Mean, double Gap, double Plain) Cover(MadeUpScores study, int studies)
    {
        var truth = study.Truth();
        var held = new (bool Mean, bool Gap, bool Plain)[studies];
        Parallel.For(
            0,
            studies,
            i =>
            {
                var bootstrap = new ClusterBootstrap(study.Draw(((Seed)i).Stream("study").Generator()), (Seed)i, Resamples);
                var plain = BootstrapIntervals.Percentile(bootstrap.Replicates(MadeUpScores.Mean));
                held[i] = (
                    Holds(bootstrap.Of(MadeUpScores.Mean), truth.Mean),
                    Holds(bootstrap.Of(MadeUpScores.Gap), truth.Gap),
                    truth.Mean >= plain.Low && truth.Mean <= plain.High
                );
            }
        );
        return (held.Average(h => h.Mean ? 1.0 : 0), held.Average(h => h.Gap ? 1.0 : 0), held.Average(h => h.Plain ? 1.0 : 0));
    }

    private static bool Holds(Interval interval, double truth) => truth >= interval.Low && truth <= interval.High;
}
