using static Clt.Plugins.Sources.NumberWords.NumberWordRecipes;
using static Clt.Plugins.Tasks.PromptedRecipes;

namespace Plugins.Tests.Tasks;

public sealed class PromptedTests : IDisposable
{
    private readonly string _file = Path.Combine(Path.GetTempPath(), $"templates-{Path.GetRandomFileName()}.yaml");

    public void Dispose() => File.Delete(_file);

    [Fact]
    public void Fields_stand_in_braces_and_doubled_braces_are_braces()
    {
        var example = Prompted(NumberWords(), "{{{question}}} of {a.0}: ", " {answer}!", reference: "{answer}").Format(Item("ja"));
        example.Prompt.ShouldBe("{Where?} of x: ");
        example.Completion.ShouldBe(" Here!");
        example.References.ShouldBe(["Here"]);
        Prompted(NumberWords()).Format(Item("ja")).Prompt.ShouldBe("Where?\n");
    }

    [Fact]
    public void What_is_set_is_in_the_names_of_cells_and_where_the_file_lies_is_not()
    {
        File.WriteAllText(_file, "ja:\n  prompt: \"問 {question}\"\nothers: {completion: \"{answer}.\"}\n");
        var task = Prompted(NumberWords(), templates: _file, chat: true);
        task.Format(Item("ja")).Prompt.ShouldBe("問 Where?");
        task.Format(Item("ja")).Completion.ShouldBe("Here");
        task.Format(Item("fr")).Completion.ShouldBe("Here.");
        task.Info.Settings.Keys.Order().ShouldBe(["templates", "templates jpn_Jpan"]);
        task.Info.Settings.Values.ShouldAllBe(v => !v.Contains(_file));
        (task.Info.FewShot!.Format, task.Info.Stop.Count).ShouldBe((PromptFormat.Chat, 0));
        Prompted(NumberWords()).Info.Stop.ShouldBe(["\n\n"]);
    }

    [Fact]
    public void Everything_wrong_with_templates_is_told_at_once_with_its_line()
    {
        File.WriteAllText(_file, "ja:\n  promt: x\nxx-none: {prompt: '{q'}\njpn: {prompt: 'no field'}\n");
        Refused(() => Prompted(NumberWords(), templates: _file))
            .ShouldBe([
                "unknown key 'promt'",
                "there is no language 'xx-none'",
                "the brace at character 1 has no partner",
                "'jpn' stands here twice",
                "'no field' names no field",
            ]);
        Refused(() => Prompted(NumberWords(), "}", "{}", newTokens: 0, name: "a b"))
            .ShouldBe([
                "newTokens is 0",
                "'a b' is no name for a task",
                "the brace at character 1 has no partner",
                "the braces at character 1 name no field",
            ]);
        File.WriteAllText(_file, "fr: {prompt: '{question}'}");
        Refused(() => Prompted(NumberWords(), templates: _file).Format(Item("ja"))).ShouldBe(["the templates have none for jpn_Jpan"]);
        File.WriteAllText(_file, "fr: [");
        Refused(() => Prompted(NumberWords(), templates: _file)).ShouldHaveSingleItem().ShouldStartWith("neither YAML nor JSON");
        Refused(() => Prompted(NumberWords(), templates: "none.yaml"))
            .ShouldHaveSingleItem()
            .ShouldStartWith("the templates cannot be read");
    }

    [Fact]
    public void A_field_that_is_not_there_is_named_once()
    {
        var refused = Should.Throw<InputException>(() => Prompted(NumberWords(), "{anwser}\n", "{anwser}").Format(Item("ja")));
        refused.Problems.ShouldHaveSingleItem().Mend.ShouldBe("Did you mean 'answer'?");
    }

    private static List<string> Refused(Action make) => [.. Should.Throw<InputException>(make).Problems.Select(p => p.What)];

    private static Record Item(string language) =>
        new(
            "q1",
            Language.Parse(language),
            new Dictionary<string, string>
            {
                ["question"] = "Where?",
                ["answer"] = "Here",
                ["a.0"] = "x",
            }
        );
}
