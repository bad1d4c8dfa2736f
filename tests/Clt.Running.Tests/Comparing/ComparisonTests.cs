using Clt.Results.Comparison;
using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Comparing;

public class ComparisonTests
{
    private static readonly double[] Half = Made.Coins(200, 0.5, 1);

    /// <summary>The same but that the first so many right items are wrong.</summary>
    private static double[] Worse(int items)
    {
        var left = items;
        return [.. Half.Select(v => v == 1 && left-- > 0 ? 0 : v)];
    }

    private static Comparison Compare(ResultSet a, ResultSet b, ComparisonOptions? options = null, params IMetric[] metrics) =>
        Comparison.Of(a, b, metrics, options ?? new ComparisonOptions { Resamples = 2000 });

    [Theory]
    [InlineData(PairedTestKind.Bootstrap)]
    [InlineData(PairedTestKind.Ar)]
    [InlineData(PairedTestKind.Permutation)]
    [InlineData(PairedTestKind.McNemar)]
    [InlineData(PairedTestKind.T)]
    [InlineData(PairedTestKind.Wilcoxon)]
    public void Each_test_names_the_language_that_moved_and_only_that(PairedTestKind test)
    {
        var a = Made.Set("a", ("eng_Latn", 1, Half), ("jpn_Jpan", 1, Half));
        var b = Made.Set("b", ("eng_Latn", 1, Worse(1)), ("jpn_Jpan", 1, Worse(20)));
        var comparison = Compare(a, b, new ComparisonOptions { Test = test, Resamples = 2000 });
        comparison.Rows.Select(r => r.Language).ShouldBe(["", "eng_Latn", "jpn_Jpan"]);
        comparison
            .Moved.ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                r => r.Language.ShouldBe("jpn_Jpan"),
                r => r.Verdict.ShouldBe(Verdict.Worse),
                r => r.Difference.ShouldBe(-0.1, 1e-9),
                r => r.Adjusted.ShouldBeGreaterThanOrEqualTo(r.P)
            );
        comparison.Failed.ShouldBeTrue();
        comparison.Findings()[0].ShouldStartWith("ja moved (m, all runs): worse");
        Compare(b, a).Failed.ShouldBeFalse("getting better is no failure");
        Compare(b, a).Moved.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Better);
    }

    [Fact]
    public void The_same_results_differ_in_nothing()
    {
        var a = Made.Set("a", ("eng_Latn", 1, Half), ("jpn_Jpan", 1, Half));
        foreach (var test in Enum.GetValues<PairedTestKind>())
        {
            var comparison = Compare(a, a, new ComparisonOptions { Test = test, Resamples = 200 });
            comparison.Failed.ShouldBeFalse($"{test}");
            comparison.Rows.ShouldAllBe(r => r.Difference == 0 && r.P > 0.9);
            comparison.Findings()[0].ShouldBe("No language moved.");
        }
    }

    [Fact]
    public void Chance_alone_fails_as_rarely_as_the_level_says()
    {
        var failures = Enumerable
            .Range(0, 200)
            .Count(i =>
                Compare(
                    Made.Set("a", ("eng_Latn", 1, Made.Coins(60, 0.5, 2 * i))),
                    Made.Set("b", ("eng_Latn", 1, Made.Coins(60, 0.5, (2 * i) + 1))),
                    new ComparisonOptions { Resamples = 300 }
                )
                    .Moved.Any()
            );
        failures.ShouldBeInRange(2, 22, "5 % of 200 are 10");
    }

    [Fact]
    public void A_drop_fails_without_being_significant_and_only_beyond_what_is_accepted()
    {
        var (a, b) = (Made.Set("a", ("eng_Latn", 1, Half)), Made.Set("b", ("eng_Latn", 1, Worse(4))));
        Compare(a, b, new ComparisonOptions { MaxDrop = [new ScoreLimit("", "", 0.01)], Alpha = 0.001 })
            .ShouldSatisfyAllConditions(c => c.Failed.ShouldBeTrue(), c => c.Rows.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Dropped));
        Compare(a, b, new ComparisonOptions { MaxDrop = [new ScoreLimit("", "", 0.03)], Alpha = 0.001 }).Failed.ShouldBeFalse();
    }

    [Fact]
    public void Resamples_that_are_all_alike_prove_nothing()
    {
        // Two items, both wrong now: every resample gives the same difference, but two coins fall alike half the time.
        var (a, b) = (Made.Set("a", ("eng_Latn", 1, [1, 1])), Made.Set("b", ("eng_Latn", 1, [0, 0])));
        var row = Compare(a, b).Rows.ShouldHaveSingleItem();
        (row.Difference, row.P, row.Verdict).ShouldBe((-1, 0.5, Verdict.Same));
        (row.Method, row.Covers).ShouldBe((IntervalMethod.None, "all scores are equal"));
        double[] ten = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1];
        Compare(Made.Set("a", ("eng_Latn", 1, ten)), Made.Set("b", ("eng_Latn", 1, new double[10]))).Rows[0].P.ShouldBe(2.0 / 1024, 1e-12);
    }

    [Fact]
    public void Three_seeds_that_differ_much_are_no_evidence()
    {
        // Better by .2, .3 and .0 in three seeds: t with two degrees of freedom.
        ResultSet Set(string study, params int[] right) =>
            Made.Set(
                study,
                [.. right.Select((r, s) => ("eng_Latn", (long)s, Enumerable.Range(0, 100).Select(i => i < r ? 1.0 : 0).ToArray()))]
            );
        var row = Compare(Set("a", 40, 40, 40), Set("b", 60, 70, 40)).Rows.ShouldHaveSingleItem();
        row.Verdict.ShouldBe(Verdict.Same);
        (row.Low < 0 && row.High > 0).ShouldBeTrue();
        row.Covers.ShouldBe("items and 3 seeds");
        Compare(Set("a", 40, 40, 40), Set("b", 70, 69, 71)).Rows[0].Verdict.ShouldBe(Verdict.Better);
    }

    [Fact]
    public void A_metric_that_is_better_when_lower_is_judged_the_other_way()
    {
        var (a, b) = (
            Made.Set("a", "ter", "t", false, ("eng_Latn", 1, Half)),
            Made.Set("b", "ter", "t", false, ("eng_Latn", 1, Worse(20)))
        );
        Compare(a, b).Rows.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Better);
        Compare(b, a).Rows.ShouldHaveSingleItem().Verdict.ShouldBe(Verdict.Worse);
    }

    [Fact]
    public void Several_languages_are_corrected_together()
    {
        var languages = "eng_Latn spa_Latn fra_Latn deu_Latn jpn_Jpan".Split(' ');
        var a = Made.Set("a", [.. languages.Select(l => (l, 1L, Half))]);
        var b = Made.Set("b", [.. languages.Select((l, i) => (l, 1L, Worse(i == 0 ? 6 : 0)))]);
        var raw = Compare(a, b, new ComparisonOptions { Test = PairedTestKind.McNemar, Correction = Correction.None }).Rows[1];
        raw.P.ShouldBe(1.0 / 32, 1e-12);
        raw.Verdict.ShouldBe(Verdict.Worse);
        var holm = Compare(a, b, new ComparisonOptions { Test = PairedTestKind.McNemar }).Rows[1];
        holm.Adjusted.ShouldBe(5.0 / 32, 1e-12);
        holm.Verdict.ShouldBe(Verdict.Same);
    }

    [Fact]
    public void Functions_of_sums_are_compared_as_wholes()
    {
        static IReadOnlyList<IReadOnlyList<double>> Ratios(int right) =>
            [.. Enumerable.Range(0, 100).Select(i => (IReadOnlyList<double>)[i < right ? 1.0 : 0, 1 + (i % 3)])];
        ResultSet Set(string study, int right) =>
            new(
                1,
                study,
                [],
                new Dictionary<string, string>(),
                [new MetricNote("ratio", true)],
                [Made.Run(study, 1, [], Made.Score("eng_Latn", "ratio", "ratio|v:1", new double[100], Ratios(right)))],
                0
            );
        foreach (var test in new[] { PairedTestKind.Bootstrap, PairedTestKind.Ar })
        {
            var row = Compare(Set("a", 80), Set("b", 40), new ComparisonOptions { Test = test, Resamples = 1000 }, new Ratio())
                .Rows.ShouldHaveSingleItem();
            row.A.ShouldBe(80 / 199.0, 1e-12);
            row.Difference.ShouldBe(-40 / 199.0, 1e-12);
            row.Verdict.ShouldBe(Verdict.Worse);
        }

        Should.Throw<InputException>(() => Compare(Set("a", 1), Set("b", 2))).Message.ShouldContain("no plugin gives it");
        Should
            .Throw<InputException>(() => Compare(Set("a", 1), Set("b", 2), new ComparisonOptions { Test = PairedTestKind.T }, new Ratio()))
            .Message.ShouldContain("function of sums");
    }

    private sealed class Ratio : SumsMetric
    {
        public override MetricInfo Info { get; } = new("ratio", "ratio|v:1", "A ratio of sums.");

        public override ItemScore Score(Prediction prediction) => Item(1, 1);

        public override double FromSums(ReadOnlySpan<double> sums) => sums[0] / sums[1];
    }
}
