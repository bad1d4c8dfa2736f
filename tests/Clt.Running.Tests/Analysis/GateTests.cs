using Clt.Results.Analysis;
using Clt.Results.Statistics.Resampling;
using Clt.Running.Tests.Toys;
using Clt.Testing;
using static Clt.Recipe;

namespace Clt.Running.Tests.Analysis;

/// <summary>Statements that a run is to bear out.</summary>
public sealed class GateTests
{
    private static readonly LanguageSet Seen = Langs("es");

    [Theory]
    [InlineData(0.6, 0.5, true)]
    [InlineData(0.5, 0.5, false)]
    [InlineData(0.4, 0.5, false)]
    public void It_holds_where_the_intervals_are_apart(double low, double otherHigh, bool holds) =>
        new GateResult("", Ends(low, 0.9), Ends(0.1, otherHigh)).Holds.ShouldBe(holds);

    [Fact]
    public void A_number_has_no_ends_and_what_has_no_interval_does_not_hold()
    {
        new GateResult("", Ends(0.6, 0.9), Gate.Number(0.5)).Holds.ShouldBeTrue();
        new GateResult("", Ends(0.4, 0.9), Gate.Number(0.5)).Holds.ShouldBeFalse();
        new GateResult("", IntervalPolicy.None(0.9, "one item"), Gate.Number(0.5)).Holds.ShouldBeFalse();
        new GateResult("", Ends(0.6, 0.9), Gate.Number(double.NaN)).Holds.ShouldBeFalse();
    }

    [Fact]
    public void Gates_are_stated_with_both_intervals()
    {
        var result = Gates(
                Above("trained on a hundred above a half", At("100"), 0.5),
                Above("trained on none above trained on a hundred", At("0"), At("100"))
            )
            .Run(HandMade.Results);

        result.Gates.Select(g => g.Holds).ShouldBe([true, false]);
        result
            .Findings.Select(f => f.Sentence)
            .ShouldBe(["1 of 2 gates hold.", "These do not: trained on none above trained on a hundred."]);
        var rows = result.Tables.ShouldHaveSingleItem().Rows;
        rows[0].Cells.ShouldBe(["trained on a hundred above a half", "1.000 [0.510, 1.000]", "0.500", "yes"]);
        rows[1].Cells[2].ShouldBe("1.000 [0.510, 1.000]");
    }

    [Fact]
    public void Chance_is_one_of_the_items() => AboveChance("found", At("100")).Run(HandMade.Results).Lower.Estimate.ShouldBe(0.25);

    [Fact]
    public void What_is_not_in_the_results_is_wrong_input_but_what_was_not_measured_does_not_hold()
    {
        var gate = Above("trained on five", At("5"), 0.5);
        Should.Throw<InputException>(() => gate.Run(HandMade.Results)).Message.ShouldContain("0 conditions have samples = 5");
        Should
            .Throw<InputException>(() => Above("in Dutch", Scored(Langs("nl"), at: ("samples", "0")), 0).Run(HandMade.Results))
            .Message.ShouldContain("nld_Latn was not measured");
        gate.Run(HandMade.Results with { Missing = 1 }).Holds.ShouldBeFalse();
    }

    [Fact]
    public void Gates_without_one_or_with_one_name_twice_are_refused()
    {
        Should.Throw<InputException>(() => Gates()).Message.ShouldContain("there is no gate");
        Should
            .Throw<InputException>(() => Gates(Above("a", At("0"), 0), Above("a", At("0"), 1)))
            .Message.ShouldContain("two gates are named 'a'");
    }

    private static GateScore At(string samples) => Scored(Seen, at: ("samples", samples));

    private static Interval Ends(double low, double high) =>
        new((low + high) / 2, low, high, 0.95, IntervalMethod.Bootstrap, "items", 100, 3);
}
