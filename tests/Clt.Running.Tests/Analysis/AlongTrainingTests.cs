using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Analysis;

/// <summary>Seen and unseen losses over checkpoints that were made up.</summary>
public class AlongTrainingTests
{
    private static readonly LanguageGroups Groups = new(
        new Dictionary<string, string>
        {
            ["eng_Latn"] = "english",
            ["spa_Latn"] = "seen",
            ["jpn_Jpan"] = "unseen",
        }
    );

    private static double Noise(long seed, int step) => 0.002 * (((Seed)seed).Stream($"noise {step}").Generator().NextDouble() - 0.5);

    /// <summary>Four seeds of runs with 0 and 100 samples: losses of seen and unseen languages at 8 checkpoints.</summary>
    private static AnalysisResult Run(
        Func<int, double> seen,
        Func<int, double> unseen,
        int points = 8,
        Func<int, Dictionary<string, double>>? score = null
    )
    {
        var runs =
            from n in new[] { "0", "100" }
            from seed in new long[] { 1, 2, 3, 4 }
            let course = Enumerable.Range(1, points).Select(i => At(25 * i, seed, i))
            let run = Made.Run($"{n}-{seed}", seed, new() { ["samples"] = n }, Made.Score("spa_Latn", "m", "m|v:1", [1]))
            select run with
            {
                Result = run.Result with { Course = [.. course] },
            };
        CoursePoint At(int step, long seed, int i) =>
            new(
                step,
                new Dictionary<string, double> { ["spa_Latn"] = seen(step) + Noise(seed, i), ["jpn_Jpan"] = unseen(step) + Noise(seed, -i) }
            )
            {
                Scores = score?.Invoke(step),
            };
        return new AlongTraining().Run(
            new StudyResults(
                "s",
                [new AxisInfo("samples", ["0", "100"], [0, 100])],
                Groups,
                [.. runs],
                new Dictionary<string, IMetric>(),
                0
            )
        );
    }

    private static double Falling(int step) => 3 - (0.2 * Math.Log2(step));

    [Fact]
    public void Groups_that_fall_together_with_a_constant_gap_are_said_to()
    {
        var result = Run(Falling, s => Falling(s) + 0.3);
        result
            .Findings[0]
            .Sentence.ShouldStartWith("Along training, losses of unseen languages rise and fall with those of seen ones (mean rho 1.000 [");
        result.Findings[1].Sentence.ShouldStartWith("No evidence that the gap of the losses changes along training (");
        var table = result.Tables.ShouldHaveSingleItem();
        table.Rows.Select(r => r.Cells[0]).ShouldBe(["samples = 0", "samples = 100"]);
        table.Rows.ShouldAllBe(r => (r.Cells[3].StartsWith("0.29") || r.Cells[3].StartsWith("0.30")) && r.Cells[5] == "4");
        var panel = result.Plots.ShouldHaveSingleItem().Panels.ShouldHaveSingleItem();
        panel.Series.Select(s => (s.Name, s.Points.Count)).ShouldBe([("seen", 8), ("unseen", 8)]);
    }

    [Fact]
    public void A_gap_that_widens_or_narrows_is_measured_per_doubling()
    {
        Run(Falling, s => Falling(s) + (0.05 * Math.Log2(s)))
            .Findings[1]
            .Sentence.ShouldMatch(@"^The gap of the losses widens by 0\.050 \[.*\] nats with every doubling of steps \(8 runs\)");
        Run(Falling, s => Falling(s) - (0.05 * Math.Log2(s))).Findings[1].Sentence.ShouldContain("narrows by 0.050 [");
    }

    [Fact]
    public void Groups_that_go_their_own_ways_are_no_evidence() =>
        Run(Falling, _ => 2)
            .Findings[0]
            .Sentence.ShouldStartWith("No evidence that losses of unseen languages move with those of seen ones along training");

    [Fact]
    public void Scores_of_held_out_items_are_followed_beside_losses_where_they_were_measured()
    {
        // Scores rise together, and the gap of 0.1 grows by 0.02 with every doubling.
        static double Rising(int step) => 0.05 * Math.Log2(step);
        var result = Run(
            Falling,
            s => Falling(s) + 0.3,
            score: s => new Dictionary<string, double>
            {
                ["m/spa_Latn"] = Rising(s),
                ["m/jpn_Jpan"] = Rising(s) - 0.1 - (0.02 * Math.Log2(s / 25.0)),
                ["other/jpn_Jpan"] = 9,
            }
        );
        result.Findings.Count.ShouldBe(4);
        result
            .Findings[2]
            .Sentence.ShouldStartWith(
                "Along training, scores (m) of unseen languages rise and fall with those of seen ones (mean rho 1.000 ["
            );
        result.Findings[3].Sentence.ShouldStartWith("The gap of the scores (m) widens by 0.020 [");
        var row = result.Tables[1].Rows[0].Cells;
        row.Take(5).ShouldBe(["samples = 0", "1.000 [no interval]", "0.020 [no interval]", "0.100", "0.160"]);
        result.Plots[1].Panels.ShouldHaveSingleItem().Series.Select(s => s.Points.Count).ShouldBe([8, 8]);
    }

    [Fact]
    public void Scores_that_never_move_are_no_evidence()
    {
        var result = Run(Falling, Falling, score: _ => new Dictionary<string, double> { ["m/spa_Latn"] = 0, ["m/jpn_Jpan"] = 0 });
        result.Findings[2].Sentence.ShouldStartWith("No evidence that scores (m) of unseen languages move with those of seen ones");
    }

    [Fact]
    public void Runs_without_unseen_losses_or_with_few_checkpoints_say_what_is_needed()
    {
        Run(Falling, _ => double.NaN).Findings.ShouldHaveSingleItem().Text.ShouldContain(".Watch(");
        Run(Falling, Falling, points: 3).Findings.ShouldHaveSingleItem().Text.ShouldContain("at 4 checkpoints or more");
        new AlongTraining().Run(HandMade.Results).Findings.ShouldHaveSingleItem().Text.ShouldContain(".Watch(");
    }
}
