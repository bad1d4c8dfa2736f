namespace Clt.Abstractions.Tests.Tasks;

public class ExampleTests
{
    private static readonly Language English = Language.Parse("en");

    [Fact]
    public void Prompt_and_completion_are_what_stands_before_and_from_the_first_trained_segment()
    {
        var example = new Example(
            "1",
            English,
            "t",
            [
                new Segment("be brief. ", Role.System, false),
                new Segment("2+2? ", Role.User, false),
                new Segment("4", Role.Assistant, true),
                new Segment(" and so", Role.User, false),
            ]
        );
        example.Prompt.ShouldBe("be brief. 2+2? ");
        example.Completion.ShouldBe("4 and so");
        example.References.ShouldBe(["4 and so"]);
        (example with { References = ["4", "four"] }).References.ShouldBe(["4", "four"]);
    }

    [Fact]
    public void Plain_text_is_trained_on_from_its_start()
    {
        var example = Example.PlainText("1", English, "t", "all of it");
        example.Prompt.ShouldBeEmpty();
        example.Completion.ShouldBe("all of it");
        example.Segments.ShouldAllBe(s => s.Train && s.Role == Role.Text);
    }

    [Fact]
    public void An_example_with_no_trained_text_is_an_input_error_naming_the_item()
    {
        var error = Should.Throw<InputException>(() => Example.PromptCompletion("item-9", English, "sums", "2+2?", ""));
        error.Problems[0].Where.ShouldContain("item-9");
        error.Problems[0].Where.ShouldContain("sums");
        Should.Throw<InputException>(() => new Example("1", English, "t", [new Segment("x", Role.User, false)]));
        Should.Throw<InputException>(() => new Example("1", English, "t", []));
    }

    [Fact]
    public void A_record_names_its_fields_when_one_is_missing()
    {
        var record = new Record("1", English, new Dictionary<string, string> { ["question"] = "q", ["answer"] = "a" });
        record["answer"].ShouldBe("a");
        Should.Throw<InputException>(() => record["qestion"]).Message.ShouldContain("'question'");
        Should.Throw<InputException>(() => record["zzzzzzzzz"]).Message.ShouldContain("question, answer");
    }
}
