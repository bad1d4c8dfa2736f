using Clt.Plugins.Tasks;

namespace Plugins.Tests.Tasks;

public class PreferencesTests
{
    private static readonly ITask Task = InstructionFollowingRecipes.Preferences(new Nothing());

    private static Record Pair(string chosen, string rejected) =>
        new(
            "p1",
            Language.Parse("en"),
            new Dictionary<string, string>
            {
                ["prompt"] = "Say it.\n",
                ["chosen"] = chosen,
                ["rejected"] = rejected,
            }
        );

    [Fact]
    public void The_better_answer_is_what_is_trained_and_the_worse_one_stands_beside_it()
    {
        var example = Task.Format(Pair(" Yes. ", "No.\n"));
        (example.Prompt, example.Completion, example.Rejected).ShouldBe(("Say it.\n\n", "Yes.", "No."));
        example.References.ShouldBe(["Yes."]);
    }

    [Fact]
    public void Pairs_that_prefer_nothing_are_refused()
    {
        Should.Throw<InputException>(() => Task.Format(Pair("Yes.", " "))).Message.ShouldContain("rejected answer is empty");
        Should.Throw<InputException>(() => Task.Format(Pair("Yes.", "Yes. "))).Message.ShouldContain("the same");
        Should.Throw<InputException>(() => InstructionFollowingRecipes.Preferences(new Nothing(), newTokens: 0));
    }

    private sealed class Nothing : ISource
    {
        public SourceInfo Info { get; } = new("nothing", "No record.", [], new Dictionary<string, string>());

        public string Fingerprint(SourceContext context) => "";

        public IEnumerable<Record> Read(SourceRequest request) => [];
    }
}
