using static Clt.Plugins.Sources.NumberWords.NumberWordRecipes;
using static Clt.Plugins.Tasks.SynopsisRecipes;

namespace Plugins.Tests.Tasks;

public class SynopsisTests
{
    [Fact]
    public void The_description_is_the_prompt_on_one_line_and_the_synopsis_the_completion()
    {
        var example = Synopsis(NumberWords()).Format(Item("en", "First part.\nSecond part."));
        example.Prompt.ShouldBe("First part. Second part.\n");
        example.Completion.ShouldBe("short");
        Synopsis(NumberWords()).Format(Item("ja", "一つ。\n二つ。")).Prompt.ShouldBe("一つ。二つ。\n");
    }

    [Fact]
    public void A_long_description_is_cut_between_words()
    {
        var text = string.Join(' ', Enumerable.Repeat("word", 100));
        Synopsis(NumberWords(), characters: 42).Format(Item("en", text)).Prompt.ShouldBe("word word word word word word word word …\n");
        var japanese = Synopsis(NumberWords(), characters: 20).Format(Item("ja", new string('字', 50))).Prompt;
        japanese.ShouldBe(new string('字', 20) + " …\n");
        // A character outside the basic plane is two units, and is not cut in two.
        Synopsis(NumberWords(), characters: 21)
            .Format(Item("zh", string.Concat(Enumerable.Repeat("𠀀", 30))))
            .Prompt.Length.ShouldBe(20 + 3);
    }

    [Fact]
    public void Settings_and_metric_are_stated()
    {
        var task = Synopsis(NumberWords(), 200);
        task.Info.Settings["characters"].ShouldBe("200");
        task.Info.Metrics.ShouldBe(["rouge-l"]);
        Should.Throw<InputException>(() => Synopsis(NumberWords(), 3)).Message.ShouldContain("characters is 3");
        Should.Throw<InputException>(() => task.Format(NumberWords().Read("en", Split.Test)[0])).Message.ShouldContain("description");
    }

    private static Record Item(string language, string description) =>
        new("1", Language.Parse(language), new Dictionary<string, string> { ["description"] = description, ["synopsis"] = "short" });
}
