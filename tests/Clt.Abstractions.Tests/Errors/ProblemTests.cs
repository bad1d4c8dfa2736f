namespace Clt.Abstractions.Tests.Errors;

/// <summary>Values of files stand in messages, and files may hold anything.</summary>
public class ProblemTests
{
    [Fact]
    public void A_message_of_any_length_is_cut_in_its_middle()
    {
        var long_ = "the key '" + new string('x', 100_000) + "' is unknown";
        var problem = new Problem(long_, "a.json", "Mend it.") { Excerpt = long_ };
        problem.What.Length.ShouldBeInRange(2_000, 2_100);
        problem.What.ShouldStartWith("the key 'xxx");
        problem.What.ShouldContain("characters left out");
        problem.What.ShouldEndWith("xxx' is unknown");
        problem.Excerpt!.Length.ShouldBe(problem.What.Length);
        (problem with { Mend = long_ }).Mend.Length.ShouldBe(long_.Length, "what the house itself sets is its own affair");
    }

    [Fact]
    public void A_usual_message_is_as_it_was_written() => new Problem("what", "where", "mend").ToString().ShouldBe("where: what. mend");
}
