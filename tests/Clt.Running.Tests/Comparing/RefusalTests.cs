using Clt.Results.Comparison;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Running.Tests.Toys;

namespace Clt.Running.Tests.Comparing;

/// <summary>What may not be compared is refused, with every reason at once.</summary>
public class RefusalTests
{
    private static readonly double[] Four = [1, 0, 1, 1];

    private static IReadOnlyList<Problem> Problems(ResultSet a, ResultSet b, ComparisonOptions? options = null) =>
        Should.Throw<InputException>(() => Comparison.Of(a, b, [], options ?? new ComparisonOptions())).Problems;

    [Fact]
    public void Different_signatures_and_items_are_listed()
    {
        var a = Made.Set("a", "m", "m|v:1", true, ("eng_Latn", 1, Four), ("jpn_Jpan", 1, Four));
        var b = Made.Set("b", "m", "m|v:2", true, ("eng_Latn", 1, [1, 0, 1]), ("spa_Latn", 1, Four));
        Problems(a, b)
            .Select(p => p.What)
            .ShouldBe([
                "the scores have different signatures: m|v:1 and m|v:2",
                "the items differ: 4 and 3, 1 only in the first (item-3), none only in the second",
                "the items differ: 4 and 0, 4 only in the first (item-0, item-1, item-2, …), none only in the second",
                "the items differ: 0 and 4, none only in the first, 4 only in the second (item-0, item-1, item-2, …)",
            ]);
    }

    [Fact]
    public void A_metric_that_is_not_there_is_named_with_those_that_are() =>
        Problems(Made.Set("a", ("eng_Latn", 1, Four)), Made.Set("b", ("eng_Latn", 1, Four)), new ComparisonOptions { Metrics = ["n"] })
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(p => p.What.ShouldContain("no metric 'n'"), p => p.Mend.ShouldContain("m"));

    [Fact]
    public void Conditions_are_paired_by_their_axes_and_others_are_noted()
    {
        static MeasuredRun At(string n, string study) =>
            Made.Run($"{study}{n}", 1, new() { ["n"] = n }, Made.Score("eng_Latn", "m", "m|v:1", Four));
        static ResultSet Set(string study, params string[] ns) => Made.Set(study) with { Runs = [.. ns.Select(n => At(n, study))] };
        var comparison = Comparison.Of(Set("a", "0", "100"), Set("b", "100", "200"), [], new ComparisonOptions());
        comparison.Rows.ShouldHaveSingleItem().Condition.ShouldBe("n = 100");
        comparison.Notes.Take(2).ShouldBe(["only in the first: n = 0", "only in the second: n = 200"]);
        comparison.Notes.Count.ShouldBe(3, "these results do not say what was asked");
        Comparison
            .Of(Set("a", "0"), Set("b", "100"), [], new ComparisonOptions())
            .Rows.ShouldHaveSingleItem()
            .Condition.ShouldBe("n = 0 → n = 100");
        Problems(Set("a", "0", "1"), Set("b", "2", "3")).ShouldHaveSingleItem().What.ShouldContain("no condition in common");
    }

    [Fact]
    public void McNemar_refuses_scores_that_are_not_right_or_wrong() =>
        Problems(
                Made.Set("a", ("eng_Latn", 1, [0.5, 1])),
                Made.Set("b", ("eng_Latn", 1, [1, 1])),
                new ComparisonOptions { Test = PairedTestKind.McNemar }
            )
            .ShouldHaveSingleItem()
            .What.ShouldContain("other than 0 and 1");

    [Fact]
    public void Seeds_that_differ_are_put_together_and_undefined_items_are_left_out()
    {
        var a = Made.Set("a", ("eng_Latn", 1, [1, 0, double.NaN, 1]), ("eng_Latn", 2, [1, 1, double.NaN, 0]));
        var b = Made.Set("b", ("eng_Latn", 7, [1, 1, 1, double.NaN]));
        var row = Comparison.Of(a, b, [], new ComparisonOptions { Resamples = 100 }).Rows.ShouldHaveSingleItem();
        row.Items.ShouldBe(4);
        row.A.ShouldBe(2.0 / 3, 1e-12);
        row.B.ShouldBe(1);
    }
}
