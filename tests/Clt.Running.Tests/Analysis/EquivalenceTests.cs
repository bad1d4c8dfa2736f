using Clt.Results.Analysis;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Analysis.Curves;
using Clt.Running.Tests.Toys;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis;

/// <summary>Two one-sided tests on made-up scores of a method with few examples and a baseline with many.</summary>
public class EquivalenceTests
{
    [Theory]
    [InlineData(0, 0.05, "equivalent to 100 %")]
    [InlineData(-0.2, 0.05, "worse, by more than the margin, than 100 %")]
    [InlineData(0.2, 0.05, "not worse than 100 %")]
    [InlineData(-0.02, 0.021, "no evidence of equivalence to 100 %")]
    public void Verdicts_follow_the_interval_and_the_margin(double difference, double margin, string said)
    {
        var result = Equivalence("share", "3 %", margin, "", ("share", "100 %"), ("arm", "plain")).Run(Of(difference));

        result.Said().ShouldHaveSingleItem().ShouldContain(said);
        result.Tables.ShouldHaveSingleItem().Rows.ShouldHaveSingleItem().Cells[1].ShouldBe("es");
    }

    [Fact]
    public void Nothing_to_compare_and_no_margin_are_said()
    {
        Equivalence("share", "5 %", 0.1, "", ("share", "100 %")).Run(Of(0)).Said().ShouldHaveSingleItem().ShouldContain("'5 %'");
        Should.Throw<InputException>(() => Equivalence("share", "3 %", 0)).Problems.Count.ShouldBe(2);
    }

    private static StudyResults Of(double gain)
    {
        (string Arm, string Share, double Gain)[] points = [("new", "3 %", gain), ("plain", "100 %", 0)];
        var runs =
            from point in points
            from seed in new long[] { 1, 2, 3 }
            let axes = new Dictionary<string, string> { ["arm"] = point.Arm, ["share"] = point.Share }
            let scores = Made.Score("spa_Latn", "accuracy", "accuracy|v:1", Values($"{point}", seed, point.Gain))
            select new MeasuredRun(
                axes,
                new CellResult(1, $"{point}{seed}", CellKind.Finetune, seed, "w", new Dictionary<string, double>(), [scores])
            );
        return new StudyResults(
            "s",
            [new AxisInfo("arm", ["new", "plain"], null), new AxisInfo("share", ["3 %", "100 %"], null)],
            new LanguageGroups(new Dictionary<string, string>()),
            [.. runs],
            new Dictionary<string, IMetric> { ["accuracy"] = new ToyMetric("accuracy") },
            0
        );
    }

    private static double[] Values(string point, long seed, double gain) =>
        [.. Enumerable.Range(0, 40).Select(i => 0.5 + gain + Scores.Noise($"{i}", 0, 1, 0.1) + Scores.Noise($"{i}{point}", 1, seed, 0.02))];
}
