using Clt.Results.Analysis;
using Clt.Results.Analysis.Acquisition;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Analysis.Curves;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis.Acquisition;

public class WhenLearntTests
{
    private static readonly double[] Shares = [0, 0.1, 0.3, 1];

    [Theory]
    [InlineData(new[] { 0.5, 0.5, 0.5, 0.5 }, 0)]
    [InlineData(new[] { 0.0, 0.5, 1.0, 1.0 }, 0.2890)]
    [InlineData(new[] { 0.0, 0.98, 0.5, 1.0 }, 0.1)]
    [InlineData(new[] { 0.0, 0.0, 0.0, 1.0 }, 0.9778)]
    public void The_time_is_where_the_score_first_reaches_a_part_of_its_best(double[] scores, double time)
    {
        LearningTime.Of(Shares, scores, 0.98, higherIsBetter: true).ShouldBe(time, 0.001);
    }

    [Fact]
    public void A_score_of_which_less_is_better_is_learnt_when_it_has_come_down()
    {
        LearningTime.Of(Shares, [3, 2, 1, 1], 0.5, higherIsBetter: false).ShouldBe(0.1, 1e-9);
        LearningTime.Of(Shares, [3, 2, double.NaN, 1], 0.5, higherIsBetter: false).ShouldBe(double.NaN);
    }

    [Fact]
    public void Other_languages_come_later_and_a_falling_last_layer_is_seen()
    {
        var result = WhenLearnt("share").Run(Of());

        var said = result.Said();
        said.ShouldContain(s => s.Contains("languages reach it later"));
        said[2].ShouldContain("last layer falls by 0.1");
        result.Tables[0].Rows.ShouldHaveSingleItem().Cells[1].ShouldBe("1", "the layer that is best over all checkpoints");
        result.Tables[1].Rows.Select(r => r.Cells[1]).ShouldBe(["1", "2"]);
        result.Plots.ShouldHaveSingleItem().Panels[0].Series.Count.ShouldBe(2);
    }

    [Fact]
    public void No_interval_of_a_time_leaves_pre_training()
    {
        var times = WhenLearnt("share").Run(Of(noise: 3)).Tables[0].Rows.SelectMany(r => r.Values.Skip(2)).ToList();
        times.Count.ShouldBe(3);
        times.ShouldContain(t => t.Interval!.Value.High - t.Interval.Value.Low > 0.5, "so wide that it would");
        times.Take(2).ShouldAllBe(t => t.Interval!.Value.Low >= 0 && t.Interval.Value.High <= 1);
    }

    [Fact]
    public void Without_checkpoints_it_says_what_is_needed_and_a_part_is_below_one()
    {
        WhenLearnt("steps").Run(Of()).Said().ShouldHaveSingleItem().ShouldContain("'steps'");
        Should.Throw<InputException>(() => WhenLearnt("share", 1)).Message.ShouldContain("between 0 and 1");
    }

    /// <summary>
    /// A probe that is fitted in English, in English and Russian at two layers: English is learnt by the second checkpoint, Russian by the
    /// last; the last layer loses 0.1 at the end.
    /// </summary>
    /// <param name="noise">How far probes are apart.</param>
    private static StudyResults Of(double noise = 0.02)
    {
        double Level(string language, int checkpoint, string layer)
        {
            double[] levels = language == "eng_Latn" ? [0.2, 0.8, 0.8, 0.8] : [0.2, 0.3, 0.4, 0.6];
            var fall = layer == "1" ? 0 : 0.1 + (checkpoint == 3 ? 0.25 : 0);
            return levels[checkpoint] - fall;
        }

        var runs =
            from checkpoint in Enumerable.Range(0, Shares.Length)
            from layer in new[] { "1", "2" }
            from probe in new long[] { 1, 2, 3 }
            let axes = new Dictionary<string, string>
            {
                ["share"] = $"{Shares[checkpoint]}",
                [AxisInfo.FittedIn] = "en",
                [AxisInfo.Layer] = layer,
            }
            let scores = new[] { "eng_Latn", "rus_Cyrl" }.Select(l =>
                Made.Score(l, "accuracy", "accuracy|v:1", Values(l, checkpoint, layer, probe))
            )
            select new MeasuredRun(
                axes,
                new CellResult(1, $"{checkpoint}", CellKind.Reference, 1, "w", new Dictionary<string, double>(), [.. scores])
            )
            {
                Probe = probe,
            };

        double[] Values(string language, int checkpoint, string layer, long probe) =>
            [
                .. Enumerable
                    .Range(0, 60)
                    .Select(i =>
                        Level(language, checkpoint, layer)
                        + Scores.Noise($"{language}{i}", 0, 1, 0.05)
                        + Scores.Noise($"{i}{checkpoint}{layer}", 1, probe, noise)
                    ),
            ];
        return new StudyResults(
            "s",
            [
                new AxisInfo("share", [.. Shares.Select(s => $"{s}")], Shares),
                new AxisInfo(AxisInfo.FittedIn, ["en"], null),
                new AxisInfo(AxisInfo.Layer, ["1", "2"], [1, 2]),
            ],
            new LanguageGroups(new Dictionary<string, string>()),
            [.. runs],
            new Dictionary<string, IMetric> { ["accuracy"] = new ToyMetric("accuracy") },
            0
        );
    }
}
