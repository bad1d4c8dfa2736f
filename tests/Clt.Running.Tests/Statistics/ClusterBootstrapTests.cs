using Clt.Results.Statistics.Resampling;

namespace Clt.Running.Tests.Statistics;

public class ClusterBootstrapTests
{
    private static List<ItemResult> Results(int columns, int items, int seeds, double spread = 1)
    {
        var rng = new Rng(5);
        var ease = Enumerable.Range(0, items).Select(_ => rng.NextDouble()).ToArray();
        return
        [
            .. from c in Enumerable.Range(0, columns)
            from s in Enumerable.Range(1, seeds)
            from i in Enumerable.Range(0, items)
            select new ItemResult($"c{c}", $"item{i}", s, ease[i] + (spread * (rng.NextDouble() + (0.1 * c)))),
        ];
    }

    [Fact]
    public void Mean_of_one_seed_matches_the_standard_error_of_theory()
    {
        var results = Results(1, 400, 1);
        var mean = results.Average(r => r.Value);
        var se = Math.Sqrt(results.Sum(r => Math.Pow(r.Value - mean, 2)) / results.Count / results.Count);
        var interval = new ClusterBootstrap(ScoreTable.Of(results), 1).Mean("c0");
        interval.Estimate.ShouldBe(mean, 1e-12);
        interval.Low.ShouldBe(mean - (1.96 * se), 0.1 * se);
        interval.High.ShouldBe(mean + (1.96 * se), 0.1 * se);
        (interval.Items, interval.Seeds, interval.Undefined).ShouldBe((400, 1, 0));
        (interval.Method, interval.Covers).ShouldBe((IntervalMethod.Bootstrap, "items"));
    }

    [Fact]
    public void Items_are_clusters_so_more_seeds_of_equal_scores_do_not_narrow_the_interval()
    {
        var one = Results(1, 50, 1);
        var five = one.SelectMany(r => Enumerable.Range(1, 5).Select(s => r with { Seed = s })).ToList();
        var narrow = new ClusterBootstrap(ScoreTable.Of(one), 1).Mean("c0");
        var wide = new ClusterBootstrap(ScoreTable.Of(five), 1).Mean("c0");
        (wide.High - wide.Low).ShouldBe(narrow.High - narrow.Low, 0.05 * (narrow.High - narrow.Low));
    }

    [Fact]
    public void Columns_share_draws_so_a_gap_of_equal_columns_never_varies_and_has_no_interval()
    {
        var results = Results(1, 60, 3);
        results.AddRange(results.Select(r => r with { Column = "copy" }).ToList());
        var bootstrap = new ClusterBootstrap(ScoreTable.Of(results), 1, 500);
        var gap = bootstrap.Of(s => s.Mean("c0") - s.Mean("copy"));
        (gap.Low, gap.Estimate, gap.High, gap.Method).ShouldBe((double.NaN, 0, double.NaN, IntervalMethod.None));
        gap.Covers.ShouldBe("all scores are equal");
        bootstrap.Replicates(s => s.Mean("c0") / s.Mean("copy")).ShouldAllBe(r => r == 1);
    }

    [Fact]
    public void Draws_do_not_depend_on_order_or_on_other_columns()
    {
        var results = Results(3, 40, 3);
        var shuffled = results.ToArray();
        new Rng(9).Shuffle<ItemResult>(shuffled);
        var a = new ClusterBootstrap(ScoreTable.Of(results), 3, 1000).Replicates(s => s.Mean("c1"));
        var b = new ClusterBootstrap(ScoreTable.Of(shuffled), 3, 1000).Replicates(s => s.Mean("c1"));
        var c = new ClusterBootstrap(ScoreTable.Of(results.Where(r => r.Column == "c1")), 3, 1000).Replicates(s => s.Mean("c1"));
        b.ShouldBe(a);
        c.ShouldBe(a);
        new ClusterBootstrap(ScoreTable.Of(results), 4, 1000).Replicates(s => s.Mean("c1")).ShouldNotBe(a);
        // A prefix of the resamples is the same however many are drawn.
        new ClusterBootstrap(ScoreTable.Of(results), 3, 200)
            .Replicates(s => s.Mean("c1"))
            .ShouldBe(a.Take(200));
    }

    [Fact]
    public void Statistics_are_summed_before_the_function_sees_them()
    {
        var results = Enumerable.Range(0, 30).Select(i => new ItemResult("f1", $"i{i}", 1, double.NaN, [i % 3, 3])).ToList();
        var interval = new ClusterBootstrap(ScoreTable.Of(results), 1).Of("f1", s => s[0] / s[1]);
        interval.Estimate.ShouldBe(1.0 / 3, 1e-15);
        interval.Low.ShouldBeInRange(0.2, 0.32);
        interval.High.ShouldBeInRange(0.34, 0.47);
    }

    [Fact]
    public void A_column_of_one_seed_counts_for_all_seeds_and_missing_items_are_left_out()
    {
        var results = Results(1, 20, 3);
        results.AddRange(
            Results(1, 20, 1).Select(r => r with { Column = "base", Seed = 2, Value = r.ItemId == "item3" ? double.NaN : 0.5 })
        );
        var bootstrap = new ClusterBootstrap(ScoreTable.Of(results), 1, 500);
        var interval = bootstrap.Mean("base");
        (interval.Estimate, interval.Method, interval.Items, interval.Seeds).ShouldBe((0.5, IntervalMethod.None, 19, 1));
        bootstrap.Of(s => s.Mean("c0") - s.Mean("base")).Undefined.ShouldBe(0);
    }

    [Fact]
    public void Undefined_resamples_are_counted()
    {
        var rare = Enumerable.Range(0, 5).Select(i => new ItemResult("x", $"i{i}", 1, i == 0 ? 1 : 0)).ToList();
        var bootstrap = new ClusterBootstrap(ScoreTable.Of(rare), 1);
        var interval = bootstrap.Of(s => 1 / s.Mean("x"));
        interval.Undefined.ShouldBe(Math.Pow(0.8, 5), 0.02);
        (interval.Method, interval.Covers).ShouldBe((IntervalMethod.None, "it is undefined without some of the items or seeds"));
    }

    [Fact]
    public void Wrong_input_is_named()
    {
        Should.Throw<InputException>(() => ScoreTable.Of([])).Message.ShouldContain("no item scores");
        var twice = new[]
        {
            new ItemResult("a", "i", 1, 0),
            new ItemResult("a", "i", 1, 1),
            new ItemResult("a", "j", 1, 0),
            new ItemResult("a", "j", 1, 1),
        };
        Should.Throw<InputException>(() => ScoreTable.Of(twice)).Problems.Count.ShouldBe(2);
        var mixed = new[] { new ItemResult("a", "i", 1, 0), new ItemResult("a", "j", 1, 1, [1, 2]) };
        Should.Throw<InputException>(() => ScoreTable.Of(mixed)).Message.ShouldContain("0 and 2 statistics");
        var table = ScoreTable.Of([new ItemResult("accuracy", "i", 1, 0)]);
        Should.Throw<InputException>(() => new ClusterBootstrap(table, 1).Mean("acuracy")).Message.ShouldContain("'accuracy'");
    }
}
