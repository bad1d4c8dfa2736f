using Clt.Results.Scores;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Store;
using Clt.Results.Tables;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Analysis;

/// <summary>Estimates against calculation by hand; intervals where they can be known without drawing.</summary>
public class ScoreSheetTests
{
    private static readonly ScoreSheet Sheet = HandMade.Results.Sheet("exact");
    private static readonly string[] English = ["eng_Latn"];
    private static readonly string[] Spanish = ["spa_Latn"];
    private static readonly string[] Japanese = ["jpn_Jpan"];
    private static readonly string[] Others = ["spa_Latn", "jpn_Jpan"];
    private static readonly Condition None = HandMade.At("0");
    private static readonly Condition Hundred = HandMade.At("100");

    [Fact]
    public void A_mean_is_over_items_seeds_and_languages()
    {
        // Spanish at 0: 1 of 4 and 2 of 4; Japanese at 0: 1 of 4 and 0 of 4.
        Sheet.Mean(None, Spanish).Estimate.ShouldBe(0.375);
        Sheet.Mean(None, Japanese).Estimate.ShouldBe(0.125);
        Sheet.Mean(None, Others).Estimate.ShouldBe(0.25);
        Sheet.Mean(Hundred, English).Estimate.ShouldBe(7.0 / 8);
    }

    [Fact]
    public void A_share_of_english_is_a_ratio_of_means()
    {
        Sheet.Ratio(None, Others, English).Estimate.ShouldBe(0.25);
        // (8/8 + 3/8) / 2 over 7/8.
        Sheet.Ratio(Hundred, Others, English).Estimate.ShouldBe(11.0 / 16 / (7.0 / 8), 1e-12);
        Sheet.RatioDifference(Hundred, None, Others, English).Estimate.ShouldBe((11.0 / 14) - 0.25, 1e-12);
    }

    [Fact]
    public void A_difference_is_of_means_and_against_the_base_of_its_single_seed()
    {
        Sheet.Difference(Hundred, Spanish, Hundred, Japanese).Estimate.ShouldBe(1 - 0.375);
        Sheet.Difference(None, Japanese, HandMade.Base, Japanese).Estimate.ShouldBe(0.125);
    }

    [Fact]
    public void Proportions_without_spread_have_score_intervals_of_their_items()
    {
        var one = Sheet.Mean(Hundred, Spanish);
        // Wilson's of 4 of 4: seeds and translations are no further trials.
        (one.Method, one.Estimate, one.High).ShouldBe((IntervalMethod.Wilson, 1.0, 1.0));
        one.Low.ShouldBe(0.5101, 1e-4);
        var zero = Sheet.Mean(HandMade.Base, Others);
        (zero.Low, zero.Method).ShouldBe((0.0, IntervalMethod.Wilson));
        zero.High.ShouldBe(0.4899, 1e-4);
        var difference = Sheet.Difference(HandMade.Base, English, HandMade.Base, Japanese);
        (difference.Estimate, difference.Method, difference.ExcludesZero).ShouldBe((0, IntervalMethod.Newcombe, false));
        difference.High.ShouldBe(0.4899, 1e-4);
    }

    [Fact]
    public void Right_on_all_items_against_wrong_on_all_is_clear_though_nothing_varies()
    {
        var difference = Sheet.Difference(Hundred, Spanish, HandMade.Base, Spanish);
        (difference.Estimate, difference.Method, difference.ExcludesZero).ShouldBe((1, IntervalMethod.Newcombe, true));
        difference.Low.ShouldBe(1 - (0.4899 * Math.Sqrt(2)), 1e-4);
    }

    [Fact]
    public void Other_metrics_without_spread_have_no_interval_and_nothing_is_claimed_of_them()
    {
        var unknown = HandMade.Results with { Metrics = new Dictionary<string, IMetric>() };
        var mean = unknown.Sheet("exact").Mean(Hundred, Spanish);
        (mean.Estimate, mean.Method, mean.Low, mean.Covers).ShouldBe((1, IntervalMethod.None, double.NaN, "all scores are equal"));
        var difference = unknown.Sheet("exact").Difference(Hundred, Spanish, HandMade.Base, Spanish);
        (difference.Estimate, difference.Method, Words.IsClear(difference)).ShouldBe((1, IntervalMethod.None, false));
        Words.Of(difference).ShouldBe("1.000 [no interval]");
    }

    [Fact]
    public void Stored_results_know_the_range_of_a_metric_whose_plugin_is_gone() =>
        ResultSet.Of(HandMade.Results).ToStudyResults([]).Sheet("exact").Mean(Hundred, Spanish).Method.ShouldBe(IntervalMethod.Wilson);

    [Fact]
    public void Intervals_say_what_they_cover()
    {
        Sheet.Mean(None, Spanish).Covers.ShouldBe("items and 2 seeds");
        (HandMade.Results with { Bases = BaseSampling.PerSeed })
            .Sheet("exact")
            .Mean(None, Spanish)
            .Covers.ShouldBe("items and 2 seeds, each with a base of its own");
        (HandMade.Results with { Bases = BaseSampling.Given })
            .Sheet("exact")
            .Mean(None, Spanish)
            .Covers.ShouldBe("items and 2 seeds of fine-tuning, for the given base");
    }

    [Fact]
    public void Intervals_hold_the_estimate_and_stay_in_range()
    {
        foreach (var condition in Sheet.Conditions)
        {
            var mean = Sheet.Mean(condition, Others);
            mean.Low.ShouldBeInRange(0, mean.Estimate);
            mean.High.ShouldBeInRange(mean.Estimate, 1);
        }
    }

    [Fact]
    public void A_ratio_to_zero_is_undefined() => double.IsFinite(Sheet.Ratio(HandMade.Base, Others, English).Estimate).ShouldBeFalse();

    [Fact]
    public void A_language_that_was_not_measured_makes_the_mean_undefined()
    {
        Sheet.Has(None, "fra_Latn").ShouldBeFalse();
        Sheet.Mean(None, ["spa_Latn", "fra_Latn"]).Estimate.ShouldBe(double.NaN);
        Sheet.Mean(None, []).Estimate.ShouldBe(double.NaN);
    }

    [Fact]
    public void Conditions_know_the_base_they_started_from()
    {
        Sheet.ReferenceOf(Hundred).ShouldBe(HandMade.Base);
        var other = new Condition(new Dictionary<string, string> { ["width"] = "64" }, true);
        Hundred.StartsFrom(other).ShouldBeFalse();
        new Condition(new Dictionary<string, string> { ["width"] = "64", ["samples"] = "0" }, false).StartsFrom(other).ShouldBeTrue();
        Sheet.Size(Hundred).ShouldBe("4 × 2");
        Sheet.Size(HandMade.Base).ShouldBe("4 × 1");
    }

    [Fact]
    public void The_order_of_axes_does_not_make_another_condition() =>
        new Condition(new Dictionary<string, string> { ["a"] = "1", ["b"] = "2" }, false).ShouldBe(
            new Condition(new Dictionary<string, string> { ["b"] = "2", ["a"] = "1" }, false)
        );

    [Fact]
    public void A_metric_of_sums_is_computed_from_the_sums()
    {
        // Two items: 1 of 2 and 3 of 4 words right, so 4 of 6 in all, not the mean of 1/2 and 3/4.
        var score = new ScoreRecord(
            "eng_Latn",
            "sums",
            "sums|v:1",
            0,
            0,
            1,
            ["a", "b"],
            [double.NaN, double.NaN],
            [
                [1, 2],
                [3, 4],
            ]
        );
        var run = new MeasuredRun(
            new Dictionary<string, string>(),
            new CellResult(1, "c", CellKind.Finetune, 1, "", new Dictionary<string, double>(), [score])
        );
        var results = HandMade.Results with
        {
            Runs = [run],
            Metrics = new Dictionary<string, IMetric> { ["sums"] = new SumMetric() },
        };
        results.Sheet("sums").Mean(new Condition(run.Axes, false), English).Estimate.ShouldBe(4.0 / 6);
        Should
            .Throw<InputException>(() => (results with { Metrics = new Dictionary<string, IMetric>() }).Sheet("sums"))
            .Problems[0]
            .What.ShouldContain("no plugin gives the metric 'sums'");
    }

    private sealed class SumMetric : IMetric
    {
        public MetricInfo Info { get; } = new("sums", "sums|v:1", "");

        public ItemScore Score(Prediction prediction) => throw new InvalidOperationException("Items are scored already.");

        public double Aggregate(IReadOnlyList<ItemScore> items) => items.Sum(i => i.Statistics![0]) / items.Sum(i => i.Statistics![1]);
    }
}
