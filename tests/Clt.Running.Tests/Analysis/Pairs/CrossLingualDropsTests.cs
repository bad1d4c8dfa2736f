using Clt.Results.Analysis;
using Clt.Results.Analysis.Pairs;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Analysis.Curves;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis.Pairs;

public class CrossLingualDropsTests
{
    private static readonly string[] Targets = ["eng_Latn", "deu_Latn", "rus_Cyrl"];

    [Fact]
    public void Layers_whose_loss_costs_other_languages_more_are_found()
    {
        // Without layers 1-2 others lose 0.3 and English 0.05; without 3-4 all lose 0.05.
        var result = CrossLingualDrops("afresh")
            .Run(
                Of(
                    (kind, own) =>
                        (kind, own) switch
                        {
                            ("1-2", false) => 0.3,
                            ("none", _) => 0,
                            _ => 0.05,
                        }
                )
            );

        result.Said()[0].ShouldStartWith("1-2: other languages lose 0.2");
        result.Said()[1].ShouldStartWith("1-2: the share of their score that other languages lose is 0.3");
        result.Said()[2].ShouldStartWith("3-4: no evidence");
        result.Tables[0].Rows.Select(r => r.Cells[0]).ShouldBe(["en → en", "en → others"]);
        result.Tables[1].Rows[0].Values[2].Interval!.Value.High.ShouldBeLessThan(0);
    }

    /// <summary>All lose 0.1 points: English one eighth of 0.8, the others a half of 0.2.</summary>
    [Fact]
    public void Where_others_have_less_to_lose_the_share_tells()
    {
        var result = CrossLingualDrops("afresh").Run(Of((kind, own) => (own ? 0 : 0.6) + (kind == "1-2" ? 0.1 : 0)));

        result.Said()[0].ShouldStartWith("1-2: the share of their score that other languages lose is 0.3");
        result.Said()[0].ShouldContain("larger than the share that en itself loses");
        result.Said()[1].ShouldBe("1-2 and 3-4: no evidence that other languages lose more or less than en itself.");
        result.Said()[2].ShouldStartWith("3-4: no evidence that other languages lose a larger or smaller share");
        var share = result.Tables[2].Rows[0].Values[2].Interval!.Value;
        share.Estimate.ShouldBe((0.1 / 0.2) - 1 + (0.1 / 0.8), 0.06);
        share.High.ShouldBeLessThan(0);
    }

    [Fact]
    public void Without_the_axis_or_its_intact_value_it_says_what_is_needed()
    {
        var made = Of((_, _) => 0);
        CrossLingualDrops("layers").Run(made).Said().ShouldHaveSingleItem().ShouldContain("'layers'");
        CrossLingualDrops("afresh", intact: "all").Run(made).Said().ShouldHaveSingleItem().ShouldContain("'all'");
    }

    [Fact]
    public void Printed_figures_are_a_table_and_ragged_rows_are_refused()
    {
        var table = Printed("LAS", "pair | none\nen → en | 88.98\n", "A talk.").Run(Of((_, _) => 0)).Tables.ShouldHaveSingleItem();
        table.Rows.ShouldHaveSingleItem().Cells.ShouldBe(["en → en", "88.98"]);
        Should.Throw<InputException>(() => Printed("LAS", "a | b\nc\n").Run(Of((_, _) => 0))).Message.ShouldContain("row 2");
    }

    /// <summary>40 items and 3 seeds, scores of 0.8 less what a kind of ablation costs English itself (own) and others.</summary>
    private static StudyResults Of(Func<string, bool, double> cost)
    {
        var runs =
            from kind in new[] { "none", "1-2", "3-4" }
            from seed in new long[] { 1, 2, 3 }
            let axes = new Dictionary<string, string> { ["afresh"] = kind, ["source"] = "en" }
            let scores = Targets.Select(t => Made.Score(t, "accuracy", "accuracy|v:1", Values(t, kind, seed, cost)))
            select new MeasuredRun(
                axes,
                new CellResult(1, $"{kind}{seed}", CellKind.Finetune, seed, "w", new Dictionary<string, double>(), [.. scores])
            );
        return new StudyResults(
            "s",
            [new AxisInfo("afresh", ["none", "1-2", "3-4"], null), new AxisInfo("source", ["en"], null)],
            new LanguageGroups(new Dictionary<string, string>()),
            [.. runs],
            new Dictionary<string, IMetric> { ["accuracy"] = new ToyMetric("accuracy") },
            0
        );
    }

    private static double[] Values(string target, string kind, long seed, Func<string, bool, double> cost) =>
        [
            .. Enumerable
                .Range(0, 40)
                .Select(i =>
                    0.8
                    - cost(kind, target == "eng_Latn")
                    + Scores.Noise($"{target}{i}", 0, 1, 0.1)
                    + Scores.Noise($"{target}{i}{kind}", 1, seed, 0.02)
                ),
        ];
}
