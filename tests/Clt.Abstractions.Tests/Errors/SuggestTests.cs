namespace Clt.Abstractions.Tests.Errors;

public class SuggestTests
{
    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("number", "numbre", 1)]
    [InlineData("ca", "abc", 3)]
    public void The_distance_counts_edits_and_swaps(string a, string b, int expected)
    {
        Suggest.Distance(a, b).ShouldBe(expected);
        Suggest.Distance(b, a).ShouldBe(expected);
    }

    [Fact]
    public void The_closest_come_first_and_far_ones_do_not_come()
    {
        Suggest.Closest("Rouge-L", ["bleu", "rouge-l", "rouge-1", "rouge-lsum"]).ShouldBe(["rouge-l", "rouge-1"]);
        Suggest.Closest("zzzzzz", ["bleu"]).ShouldBeEmpty();
    }

    [Fact]
    public void A_suggestion_or_the_alternative_is_given()
    {
        Suggest.DidYouMean("blue", ["bleu", "chrf"], "none").ShouldBe("Did you mean 'bleu'?");
        Suggest.DidYouMean("accuracy", ["bleu"], "Known: bleu.").ShouldBe("Known: bleu.");
    }

    [Fact]
    public void An_input_error_carries_all_its_problems()
    {
        var error = new InputException([
            new Problem("a is odd", "file:1", "Make it even."),
            new Problem("b is missing", "file:2", "Add it."),
        ]);
        error.Problems.Count.ShouldBe(2);
        error.Message.ShouldContain("file:1: a is odd. Make it even.");
        error.Message.ShouldContain("file:2: b is missing. Add it.");
        Should.Throw<ArgumentException>(() => new InputException([]));
    }

    [Fact]
    public void A_text_that_is_no_name_costs_nothing()
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        var name = new string('a', 100_000);
        Suggest.DidYouMean(name, [name, "ab", "abc"], "otherwise").ShouldBe("otherwise");
        (GC.GetAllocatedBytesForCurrentThread() - before).ShouldBeLessThan(2_000_000);
    }
}
