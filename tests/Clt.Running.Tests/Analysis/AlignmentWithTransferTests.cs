using System.Globalization;
using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Analysis.Curves;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis;

/// <summary>Alignment by layer and transfer of seven languages, made up.</summary>
public class AlignmentWithTransferTests
{
    private static readonly string[] Seven = ["deu_Latn", "fra_Latn", "spa_Latn", "rus_Cyrl", "hin_Deva", "kor_Hang", "zho_Hans"];

    [Fact]
    public void A_layer_whose_order_of_languages_is_that_of_transfer_correlates()
    {
        var result = AlignmentWithTransfer("alike", "accuracy").Run(Of(Seven));
        var rows = result.Tables.ShouldHaveSingleItem().Rows;
        rows.Count.ShouldBe(2);
        rows[0].Cells[2].ShouldStartWith("1.000");
        double.Parse(rows[1].Cells[3], CultureInfo.InvariantCulture).ShouldBeGreaterThan(0.1);
        result.Said().ShouldHaveSingleItem().ShouldContain("at layer 0");
        result.Said()[0].ShouldContain("transfer better");
        result.Tables[0].Note.ShouldContain("7 languages: de fr es ru hi ko zh");
    }

    [Fact]
    public void A_metric_that_was_not_measured_is_said() =>
        AlignmentWithTransfer("cka", "accuracy").Run(Of(Seven)).Said().ShouldHaveSingleItem().ShouldBe("Cka was not measured.");

    [Fact]
    public void Too_few_languages_are_said() =>
        AlignmentWithTransfer("alike", "accuracy").Run(Of(Seven[..3])).Said().ShouldHaveSingleItem().ShouldContain("known in 3");

    /// <summary>Transfer rises along the list; so does likeness at layer 0, and at layer 1 it goes up and down.</summary>
    private static StudyResults Of(string[] languages)
    {
        ScoreRecord Score(string language, string metric, double value) =>
            Made.Score(language, metric, $"{metric}|v:1", [.. Enumerable.Repeat(value, 10)]);
        MeasuredRun Layer(int layer) =>
            new(
                new Dictionary<string, string> { ["layer"] = $"{layer}" },
                new CellResult(
                    1,
                    $"layer {layer}",
                    CellKind.Reference,
                    1,
                    "w",
                    new Dictionary<string, double>(),
                    [
                        .. languages.Select(
                            (l, i) =>
                                Score(
                                    l,
                                    "alike",
                                    layer == 0 ? 0.1 * i
                                        : i % 2 == 0 ? 0.1 * i
                                        : 0.6 - (0.1 * i)
                                )
                        ),
                    ]
                )
            );
        var trained = new MeasuredRun(
            new Dictionary<string, string>(),
            new CellResult(
                1,
                "t",
                CellKind.Finetune,
                1,
                "w",
                new Dictionary<string, double>(),
                [.. languages.Select((l, i) => Score(l, "accuracy", 0.2 + (0.1 * i)))]
            )
        );
        return new StudyResults(
            "s",
            [new AxisInfo("layer", ["0", "1"], null)],
            new LanguageGroups(new Dictionary<string, string>()),
            [Layer(0), Layer(1), trained],
            new Dictionary<string, IMetric> { ["accuracy"] = new ToyMetric("accuracy"), ["alike"] = new ToyMetric("alike") },
            0
        );
    }
}
