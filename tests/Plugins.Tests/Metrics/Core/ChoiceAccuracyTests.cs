using Clt.Plugins.Metrics.Core;

namespace Plugins.Tests.Metrics.Core;

/// <summary>Accuracy of ranked choices, with values worked out by hand as lm-evaluation-harness has them.</summary>
public class ChoiceAccuracyTests
{
    /// <summary>Log-likelihood; by characters; by bytes; by tokens; less the unconditional one: each ranks another option first.</summary>
    private static readonly ScoredChoice[] Choices =
    [
        new("no", -2, 1, -1.0), // -2, -1, -1, -2, -1
        new("perhaps", -4, 4, -2.0), // -4, -0.57, -0.57, -1, -2
        new("しかし", -4.5, 1, -2.0), // -4.5, -1.5, -0.5, -4.5, -2.5
        new("yes", -3, 2, -4.0), // -3, -1, -1, -1.5, +1
    ];

    public static TheoryData<string, string> Best =>
        new()
        {
            { "acc", "no" },
            { "acc-norm", "perhaps" },
            { "acc-bytes", "しかし" },
            { "acc-tokens", "perhaps" },
            { "acc-mutual-info", "yes" },
        };

    [Theory]
    [MemberData(nameof(Best))]
    public void Each_norm_ranks_by_its_own_length(string name, string best)
    {
        foreach (var choice in Choices)
            Metric(name).Score(Item(Choices, choice.Text)).Value.ShouldBe(choice.Text == best ? 1 : 0, $"{name}, {choice.Text}");
    }

    [Fact]
    public void Characters_are_code_points_and_the_first_of_equals_counts()
    {
        ScoredChoice[] alike = [new("a🦊", -2, 1), new("bc", -2, 1)];
        Metric("acc-norm").Score(Item(alike, "a🦊")).Value.ShouldBe(1, "two code points each");
        Metric("acc").Score(Item(alike, "bc")).Value.ShouldBe(0);
        Metric("acc").Score(Item([.. alike.Reverse()], "bc")).Value.ShouldBe(1);
    }

    [Fact]
    public void A_score_that_is_no_number_leaves_the_item_out_and_minus_infinity_does_not()
    {
        Metric("acc").Score(Item([new("a", double.NaN, 1), new("b", -1, 1)], "b")).Value.ShouldBe(double.NaN);
        Metric("acc").Score(Item([new("a", double.NegativeInfinity, 1), new("b", -1, 1)], "b")).Value.ShouldBe(1);
    }

    [Fact]
    public void What_was_not_measured_is_an_error_with_a_way_out()
    {
        Should
            .Throw<InputException>(() => Metric("acc").Score(Predict.Of("yes", "yes")))
            .Message.ShouldContain("there are no ranked choices");
        Should
            .Throw<InputException>(() => Metric("acc-mutual-info").Score(Item([new("a", -1, 1), new("b", -1, 1)], "a")))
            .Message.ShouldContain("unconditional: \"Answer:\"");
        Should
            .Throw<InputException>(() => Metric("acc-norm").Score(Item(Choices, "nein")))
            .Message.ShouldContain("no choice is a reference");
    }

    [Fact]
    public void Signatures_say_the_norm() =>
        Best.Select(b => Metric((string)((object[])b)[0]).Info.Signature)
            .ShouldBe([
                "acc|norm:none|ties:first|v:1",
                "acc-norm|norm:characters|ties:first|v:1",
                "acc-bytes|norm:utf8-bytes|ties:first|v:1",
                "acc-tokens|norm:tokens|ties:first|v:1",
                "acc-mutual-info|norm:unconditional|ties:first|v:1",
            ]);

    private static ChoiceAccuracy Metric(string name) =>
        name switch
        {
            "acc" => new ChoiceAcc(),
            "acc-norm" => new ChoiceAccNorm(),
            "acc-bytes" => new ChoiceAccBytes(),
            "acc-tokens" => new ChoiceAccTokens(),
            "acc-mutual-info" => new ChoiceAccMutualInfo(),
            _ => throw new ArgumentOutOfRangeException(nameof(name)),
        };

    private static Prediction Item(ScoredChoice[] choices, string right) => Predict.Of(right, right) with { Choices = choices };
}
