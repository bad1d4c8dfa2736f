using System.Text.RegularExpressions;
using Clt.Results.Analysis.Curves;
using Clt.Results.Statistics.Resampling;
using Clt.Testing;

namespace Clt.Running.Tests.Statistics;

public partial class IntervalPolicyTests
{
    [Fact]
    public void None_of_ten_is_wilsons_not_without_width()
    {
        var interval = IntervalPolicy.Proportion(0, 10, 1);
        (interval.Low, interval.Method, interval.Level).ShouldBe((0, IntervalMethod.Wilson, 0.95));
        interval.High.ShouldBe(0.2775, 1e-4);
    }

    [Fact]
    public void A_difference_of_proportions_is_newcombes()
    {
        // Newcombe 1998, Statistics in Medicine 17, table II, (a) 56/70 and 48/80, method 10.
        var interval = IntervalPolicy.Difference(56 / 70.0, 70, 48 / 80.0, 80, 1);
        interval.Estimate.ShouldBe(0.2, 1e-12);
        interval.Low.ShouldBe(0.0524, 1e-4);
        interval.High.ShouldBe(0.3339, 1e-4);
    }

    [Fact]
    public void What_does_not_vary_has_no_interval_and_the_reason_is_said()
    {
        Estimates
            .Mean([0.3, 0.3, 0.3], "languages")
            .ShouldSatisfyAllConditions(
                i => i.Method.ShouldBe(IntervalMethod.None),
                i => i.Low.ShouldBe(double.NaN),
                i => i.ExcludesZero.ShouldBeFalse(),
                i => i.Covers.ShouldBe("all values over languages are equal")
            );
        Estimates.Mean([0.3], "languages").Covers.ShouldBe("too few values over languages");
        IntervalPolicy.RankCorrelation(1, 6, "points").Method.ShouldBe(IntervalMethod.None);
        var one = ScoreTable.Of([new ItemResult("a", "i", 1, 0.5), new ItemResult("a", "i", 2, 0.7)]);
        new ClusterBootstrap(one, 1, 100).Mean("a").Covers.ShouldBe("there is one item");
    }

    [Fact]
    public void Each_kind_of_figure_names_its_method()
    {
        Estimates
            .Mean([0.1, 0.4, 0.3], "languages")
            .ShouldSatisfyAllConditions(i => i.Method.ShouldBe(IntervalMethod.StudentT), i => i.Covers.ShouldBe("languages"));
        // 0.8 ± tanh: atanh(0.8) = 1.0986, half = 1.95996 √(1.06 / 7).
        var rho = IntervalPolicy.RankCorrelation(0.8, 10, "points");
        rho.Low.ShouldBe(Math.Tanh(1.0986123 - 0.7627013), 1e-5);
        rho.Method.ShouldBe(IntervalMethod.FisherZ);
        var (more, less) = (IntervalPolicy.Profile(400, 200, 800, 9), IntervalPolicy.Profile(100, 50, 200, 9));
        var times = IntervalPolicy.Quotient(more, less);
        (times.Estimate, times.Low, times.High, times.Method).ShouldBe((4, 1, 16, IntervalMethod.ProfileQuotient));
        var methods = Enum.GetValues<IntervalMethod>();
        methods.Select(m => m.Text()).Distinct().Count().ShouldBe(methods.Length);
        methods.Select(m => ((IntervalMethod?)m).Word()).Distinct().Count().ShouldBe(methods.Length);
    }

    [Fact]
    public void Three_seeds_count_with_the_quantile_of_two_degrees_of_freedom()
    {
        new SourcesOfChance(0, 4, 100, 3).HalfWidth(0.95).ShouldBe(2 * 4.302653, 1e-5);
        new SourcesOfChance(4, 0, 100_000, 1).HalfWidth(0.95).ShouldBe(2 * 1.96, 1e-3);
        new SourcesOfChance(4, 0, 100, 1).Widening(0.95).ShouldBe(1, "one seed tells nothing of seeds");
        new SourcesOfChance(0, 4, 100, 3).Widening(0.95).ShouldBe(4.302653 / 1.959964, 1e-5);
    }

    [Fact]
    public void The_level_stands_in_one_file()
    {
        var files = new[] { "Statistics", "Analysis", "Comparison", "Reporting" }
            .SelectMany(f => Directory.GetDirectories(Path.Combine(RepositoryRoot.Folder, "src"), f, SearchOption.AllDirectories))
            .Where(d => !d.Contains("/obj/", StringComparison.Ordinal))
            .SelectMany(d => Directory.GetFiles(d, "*.cs", SearchOption.AllDirectories))
            .Distinct()
            .ToList();
        files.Count.ShouldBeGreaterThan(100);
        files.Where(f => Levels().IsMatch(File.ReadAllText(f))).Select(Path.GetFileName).ShouldBe(["IntervalPolicy.cs"]);
    }

    [GeneratedRegex(@"\b0\.9(5|75)\b")]
    private static partial Regex Levels();
}
