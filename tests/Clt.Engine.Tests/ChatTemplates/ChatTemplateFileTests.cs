using Clt.Formats.ChatTemplates;

namespace Clt.Engine.Tests.ChatTemplates;

public class ChatTemplateFileTests
{
    [Theory]
    [InlineData("{\"chat_template\": \"a\"}", "a")]
    [InlineData("{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"b\"}, {\"name\": \"default\", \"template\": \"a\"}]}", "a")]
    [InlineData("{\"chat_template\": [{\"name\": \"tool_use\", \"template\": \"b\"}]}", null)]
    [InlineData("{}", null)]
    [InlineData("[]", null)]
    public void A_folder_gives_its_template(string configuration, string? expected)
    {
        using var folder = new Clt.Testing.TemporaryFolder();
        ChatTemplateFile.Read(folder.Path).ShouldBeNull();
        folder.Write("tokenizer_config.json", configuration);
        ChatTemplateFile.Read(folder.Path).ShouldBe(expected);
        folder.Write("chat_template.jinja", "own");
        ChatTemplateFile.Read(folder.Path).ShouldBe("own");
        ChatTemplateFile.Load(folder.Path).ShouldNotBeNull();
    }

    [Theory]
    [InlineData("{\"chat_template\": 3}")]
    [InlineData("{\"chat_template\": [{\"title\": \"default\"}]}")]
    [InlineData("{")]
    public void A_damaged_file_is_named(string configuration)
    {
        using var folder = new Clt.Testing.TemporaryFolder();
        folder.Write("tokenizer_config.json", configuration);
        Should.Throw<InputException>(() => ChatTemplateFile.Read(folder.Path)).Message.ShouldContain("tokenizer_config.json");
    }
}
