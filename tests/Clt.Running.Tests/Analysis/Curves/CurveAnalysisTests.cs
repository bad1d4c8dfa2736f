using Clt.Results.Analysis;
using Clt.Results.Analysis.Curves;
using Clt.Results.Scores;

namespace Clt.Running.Tests.Analysis.Curves;

public class CurveAnalysisTests
{
    // The share of English rises to 400 samples and stays.
    private static double Rising(string tag, double n, long seed, double knot) =>
        (tag == "en" ? 1 : 0.5 + (0.05 * Math.Log(1 + Math.Min(n, knot)))) + (tag == "en" ? 0 : Scores.Noise(tag, n, seed));

    [Fact]
    public void A_plateau_is_found_where_it_was_put()
    {
        var result = new Plateau().Run(Scores.Table(Scores.Of((l, n, s) => Rising(l, n, s, 400), seeds: 3)));
        var point = PlateauPoint.Of(
            new TransferCurve([.. Scores.Of((l, n, s) => Rising(l, n, s, 400), seeds: 3)]).Points((n, s) => Share(n, s))
        )!;
        point.Knot.Estimate.ShouldBe(400, 20);
        point.Knot.Low.ShouldBeLessThan(400);
        point.Knot.High.ShouldBeInRange(400, 500);
        point.Shape.ShouldBe(ResponseShape.BrokenLine);
        result.Said()[0].ShouldStartWith("The share of English stops rising at about ");

        double Share(double n, long s) => new[] { "es", "ja", "ar", "pt" }.Average(l => Rising(l, n, s, 400));
    }

    [Fact]
    public void Without_a_plateau_or_a_rise_none_is_claimed()
    {
        new Plateau()
            .Run(Scores.Table(Scores.Of((l, n, s) => Rising(l, n, s, 1e9))))
            .Said()[0]
            .ShouldStartWith("No evidence of a plateau within 3,200 samples");
        new Plateau()
            .Run(Scores.Table(Scores.Of((l, n, s) => 0.5 + Scores.Noise(l, n, s))))
            .Said()[0]
            .ShouldBe("No evidence that more samples change the share of English.");
    }

    [Fact]
    public void Languages_that_fall_are_not_said_to_rise()
    {
        double Doubling(double n, double each) => 0.5 + (each * Math.Log(1 + n));
        var result = new ResponseCurves().Run(
            Scores.Table(
                Scores.Of(
                    (l, n, s) =>
                        Doubling(
                            n,
                            l switch
                            {
                                "es" => 0.02,
                                "ar" => -0.02,
                                _ => 0,
                            }
                        ) + Scores.Noise(l, n, s),
                    seeds: 3
                )
            )
        );
        result.Said().ShouldHaveSingleItem().ShouldBe("Rise with more samples: es; fall: ar; no evidence for the others.");
        result
            .Tables[0]
            .Rows.ToDictionary(r => r.Cells[0], r => r.Cells[1])
            .ShouldContainKeyAndValue("ar", "a steady fall with every doubling");
    }

    [Fact]
    public void The_multiple_of_data_is_the_ratio_of_plateaus()
    {
        var table = Scores.Table(
            Scores.Of((l, n, s) => Rising(l, n, s, 100), task: "easy", seeds: 3),
            Scores.Of((l, n, s) => Rising(l, n, s, 1600), task: "hard", seeds: 3)
        );
        var result = new DataMultiple().Run(table);
        result.Said().ShouldHaveSingleItem().ShouldStartWith("Hard needs ");
        double.Parse(result.Tables[0].Rows[0].Cells[2].Split(' ')[0]).ShouldBe(16, 2);

        var same = Scores.Table(
            Scores.Of((l, n, s) => Rising(l, n, s, 300) + Scores.Noise(l, n, s, 0.05), task: "a"),
            Scores.Of((l, n, s) => Rising(l, n, s, 310) + Scores.Noise(l, n, s + 9, 0.05), task: "b")
        );
        new DataMultiple().Run(same).Said()[0].ShouldStartWith("No evidence that ");
    }

    [Fact]
    public void A_gap_that_widens_is_told_from_one_that_stays()
    {
        AnalysisResult Run(double widening) =>
            new SeenUnseenGap().Run(
                Scores.Table(
                    Scores.Of((l, n, s) => 0.5 + (l is "es" or "ja" ? 0.1 + (widening * Math.Log2(1 + n)) : 0) + Scores.Noise(l, n, s))
                )
            );
        Run(0).Said()[0].ShouldMatch(@"^Seen languages are 0\.1.* above unseen ones; no evidence that the gap changes with more samples");
        Run(0.01).Said()[0].ShouldContain("the gap widens by 0.010 [");
        Run(-0.01).Said()[0].ShouldContain("the gap narrows by 0.010 [");
    }

    [Fact]
    public void Seen_and_unseen_that_move_together_correlate()
    {
        new SeenUnseenCorrelation()
            .Run(Scores.Table(Scores.Of((l, n, s) => (0.001 * n) + Scores.Noise(l, n, s))))
            .Said()[0]
            .ShouldStartWith("Unseen languages rise and fall with the seen ones (rho 1.000 [");
        // Unseen languages go their own way.
        new SeenUnseenCorrelation()
            .Run(Scores.Table(Scores.Of((l, n, s) => l is "es" or "ja" ? n : Scores.Noise("u", n, 3))))
            .Said()[0]
            .ShouldStartWith("No evidence");
    }

    [Fact]
    public void Interference_is_measured_at_equal_examples()
    {
        // The score depends on the task's examples alone, so at equal examples the settings are equal, though at equal samples they are
        // not.
        double Score(string tag, double examples, long seed) => 0.1 * Math.Log(examples) + Scores.Noise(tag, examples, seed);
        MeanScores Table(double cost) =>
            Scores.Table(
                Scores.Of((l, n, s) => Score(l, 1000 + (2 * n), s)),
                Scores.Of((l, n, s) => Score(l, 500 + (2 * n), s) - cost, setting: "multi", english: 500)
            );
        new TaskInterference().Run(Table(0)).Said()[0].ShouldStartWith("No evidence that the other tasks hurt or help");
        new TaskInterference().Run(Table(0.05)).Said()[0].ShouldMatch(@"costs 0\.05\d \[.* at equal examples");
        new TaskInterference().Run(Scores.Table(Scores.Of((l, n, s) => n))).Said()[0].ShouldContain("needs curves of the settings");
    }

    [Fact]
    public void Script_groups_gain_from_their_own()
    {
        double Score(string tag, double n, bool latin) =>
            0.3 + (n > 0 && (tag is "es" or "pt") == latin ? 0.2 : 0) + Scores.Noise(tag, n, latin ? 1 : 2);
        var result = new ScriptGroups().Run(
            Scores.Table(
                Scores.Of((l, n, _) => Score(l, n, true), trained: "es"),
                Scores.Of((l, n, _) => Score(l, n, false), trained: "ja")
            )
        );
        result.Said()[0].ShouldMatch("^Latin languages gain 0.* more from the Latin mixture");
        result.Said()[1].ShouldMatch("^Non-Latin languages gain 0.* more from the non-Latin mixture");
    }

    [Fact]
    public void Variance_goes_with_what_scores_were_made_of()
    {
        var by = new Dictionary<string, double>
        {
            ["en"] = 1,
            ["es"] = 0.9,
            ["ja"] = 0.5,
            ["ar"] = 0.3,
            ["pt"] = 0.8,
        };
        var said = new VarianceShares()
            .Run(Scores.Table(Scores.Of((l, n, s) => by[l] + (l == "en" ? 0 : Scores.Noise(l, n, s, 0.1)), seeds: 3)))
            .Said();
        said[0].ShouldMatch(@"^9\d\u202f% of the variance goes with language");
        said.ShouldContain(s => s.StartsWith("No evidence that scores vary with samples per language", StringComparison.Ordinal));
        said.ShouldContain(s => s.Contains("no evidence that samples matter", StringComparison.Ordinal));
    }

    [Fact]
    public void The_transfer_matrix_names_who_gains()
    {
        var result = new SourceTargetTransfer().Run(
            Scores.Table(Scores.Of((l, n, s) => 0.3 + (l == "pt" && n > 0 ? 0.2 : 0) + Scores.Noise(l, n, s), trained: "es"))
        );
        result.Said()[0].ShouldBe("Gain: pt; no evidence of a change in the others.");
        result.Tables[0].Rows[0].Cells[0].ShouldBe("es");
    }

    [Fact]
    public void Gains_are_over_the_base_where_it_was_measured()
    {
        var runs = Scores.Of((l, n, s) => 0.5 + Scores.Noise(l, n, s)).ToList();
        var start = runs.Where(r => r.Samples == 0)
            .Select(r => r with { Samples = double.NaN, Setting = "", Trained = new LanguageSet([]), Value = 0.1 });
        new SeenGainOverBase()
            .Run(Scores.Table(runs, start))
            .Said()[0]
            .ShouldMatch(@"^Seen languages gain (0\.39|0\.40)\d \[.* over the base");
        new SeenGainOverBase().Run(Scores.Table(runs)).Said()[0].ShouldStartWith("No evidence that seen languages gain over English alone");
    }

    [Fact]
    public void Predictions_hold_what_comes()
    {
        var truth = (double n) => 0.2 + (0.05 * Math.Log(1 + n));
        var fit = ResponseFit.All([.. Scores.Samples.Select(n => (n, truth(n) + Scores.Noise("x", n, 5, 0.01)))])[0];
        var predicted = fit.Predict(6400);
        predicted.Low.ShouldBeLessThan(truth(6400));
        predicted.High.ShouldBeGreaterThan(truth(6400));
        (predicted.High - predicted.Low).ShouldBeInRange(0.005, 0.2);
    }
}
