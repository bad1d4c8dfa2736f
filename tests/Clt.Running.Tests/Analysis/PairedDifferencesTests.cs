using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Analysis.Curves;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis;

/// <summary>Methods of self-training with made-up scores and agreements.</summary>
public class PairedDifferencesTests
{
    private static readonly string[] Targets = ["eng_Latn", "spa_Latn", "tha_Thai"];

    [Fact]
    public void Stages_are_compared_with_the_first_and_methods_with_each_other()
    {
        var results = Of([]);
        var stages = Differences("stage", to: "source", over: Langs("es th")).Run(results);
        stages.Said().Count.ShouldBe(4);
        stages.Said().Single(s => s.Contains("better than source", StringComparison.Ordinal)).ShouldStartWith("0.2");
        stages.Said().Count(s => s.StartsWith("No evidence of a difference to source", StringComparison.Ordinal)).ShouldBe(3);
        var table = stages.Tables.ShouldHaveSingleItem();
        table.Columns.Select(c => c.Name).ShouldBe(["runs", "es", "th", "mean", "p (Holm)"]);

        var methods = Differences("method", to: "hard", of: ["soft"]).Run(results);
        methods.Said().Count.ShouldBe(2);
        methods.Said()[1].ShouldContain("better than hard");
        methods.Tables[0].Columns.Count.ShouldBe(6);
    }

    [Fact]
    public void Runs_that_are_the_same_cells_are_one_comparison_and_none_with_themselves()
    {
        var results = Of([]);
        var (soft, hard) = (Cells(results, "round 1", "soft"), Cells(results, "round 1", "hard"));
        var shared = results with
        {
            Runs = [.. results.Runs.Select(r => soft.Contains(r) ? r with { Result = hard[soft.IndexOf(r)].Result } : r)],
        };

        var stages = Differences("stage", to: "source").Run(shared);
        stages.Tables[0].Rows.Select(r => r.Cells[0]).ShouldContain("method = hard, stage = round 1; method = soft, stage = round 1");
        stages.Tables[0].Rows.Count.ShouldBe(3);
        stages.Tables[0].Note.ShouldContain("corrected over the 3 rows");
        var methods = Differences("method", to: "hard").Run(shared);
        methods.Tables[0].Rows.ShouldHaveSingleItem().Cells[0].ShouldBe("method = soft, stage = round 2");
    }

    [Fact]
    public void A_metric_and_values_of_other_axes_may_be_named()
    {
        var results = Of([]);
        var metric = results.Headline;
        var last = Differences("method", to: "hard", over: Langs("es th"), metric: metric, at: ("stage", "round 2")).Run(results);
        last.Title.ShouldBe($"Differences to hard in {metric} over es th");
        last.Said().ShouldHaveSingleItem().ShouldContain($"better than hard in {metric} over es th, paired.");
        Differences("method", to: "hard", metric: metric).Run(results).Said().Count.ShouldBe(2);
        Differences("method", to: "hard", at: ("stage", "none")).Run(results).Said().ShouldHaveSingleItem().ShouldContain("stage 'none'");
        Differences("method", to: "hard", metric: "bleu").Run(results).Said().ShouldHaveSingleItem().ShouldContain("bleu was not measured");
    }

    [Fact]
    public void Without_the_axis_or_the_value_it_says_what_is_needed()
    {
        Differences("kind", to: "x").Run(Of([])).Said().ShouldHaveSingleItem().ShouldContain("'kind'");
        Differences("method", to: "none").Run(Of([])).Said().ShouldHaveSingleItem().ShouldContain("'none'");
        Differences("method", to: "hard", over: Langs("de")).Run(Of([])).Said().ShouldHaveSingleItem().ShouldContain("deu_Latn");
        Rounds().Run(Of([])).Said().ShouldHaveSingleItem().ShouldContain("three stages in a row");
    }

    [Theory]
    [InlineData(0.9, 0.8, "Agreement falls from 0.900 to 0.800 with 'round 2': rounds end with 'round 1'.")]
    [InlineData(0.8, 0.9, "Agreement does not fall up to 'round 2', which is the last that is known of.")]
    public void Rounds_end_where_agreement_falls(double first, double second, string said)
    {
        Dictionary<string, double> facts = new()
        {
            [RoundAgreement.Fact("round 1", "source", "spa_Latn")] = first,
            [RoundAgreement.Fact("round 2", "round 1", "spa_Latn")] = second,
            ["steps"] = 5,
        };
        var result = Rounds().Run(Of(facts));
        result.Said().ShouldHaveSingleItem().ShouldBe(said);
        result.Tables[0].Rows.Select(r => r.Cells[1]).ShouldBe(["round 1", "round 2"]);
    }

    /// <summary>Soft labels gain 0.25 in the second round, and nothing else does; the last run has the facts.</summary>
    private static StudyResults Of(Dictionary<string, double> facts)
    {
        (string Stage, string? Method)[] points =
        [
            ("source", null),
            ("round 1", "hard"),
            ("round 2", "hard"),
            ("round 1", "soft"),
            ("round 2", "soft"),
        ];
        var runs =
            from point in points
            from seed in new long[] { 1, 2, 3 }
            let axes = new Dictionary<string, string>(point.Method is { } m ? [new("method", m)] : []) { ["stage"] = point.Stage }
            let gain = point == ("round 2", "soft") ? 0.25 : 0
            let scores = Targets.Select(t => Made.Score(t, "accuracy", "accuracy|v:1", Values(t, $"{point}", seed, gain)))
            let known = point == ("round 2", "soft") ? facts : []
            select new MeasuredRun(axes, new CellResult(1, $"{point}{seed}", CellKind.Finetune, seed, "w", known, [.. scores]));
        return new StudyResults(
            "s",
            [new AxisInfo("method", ["hard", "soft"], null), new AxisInfo("stage", ["source", "round 1", "round 2"], null)],
            new LanguageGroups(new Dictionary<string, string>()),
            [.. runs],
            new Dictionary<string, IMetric> { ["accuracy"] = new ToyMetric("accuracy") },
            0
        );
    }

    private static List<MeasuredRun> Cells(StudyResults results, string stage, string method) =>
        [.. results.Runs.Where(r => r.Axes["stage"] == stage && r.Axes.GetValueOrDefault("method") == method)];

    private static double[] Values(string target, string point, long seed, double gain) =>
        [
            .. Enumerable
                .Range(0, 40)
                .Select(i => 0.5 + gain + Scores.Noise($"{target}{i}", 0, 1, 0.1) + Scores.Noise($"{target}{i}{point}", 1, seed, 0.02)),
        ];
}
