using Clt.Formats.ChatTemplates;
using Clt.Formats.Tokenization;

namespace Clt.Engine.Tests.ChatTemplates;

public sealed class ModelChatTests : IDisposable
{
    private const string Template =
        "{{ bos_token }}{% for m in messages %}<{{ m.role }}>{{ m.content }}{{ eos_token }}{% endfor %}"
        + "{% if add_generation_prompt %}<assistant>{% endif %}";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_template_and_the_special_tokens_of_the_configuration_are_used()
    {
        var end = new { content = "</s>", special = true };
        Write(
            "tokenizer_config.json",
            new
            {
                chat_template = Template,
                bos_token = "<s>",
                eos_token = end,
                pad_token = (string?)null,
            }
        );
        Rendered().ShouldBe("<s><user>Hi</s><assistant>");
    }

    [Fact]
    public void A_file_of_its_own_comes_before_the_configuration_and_the_map_gives_what_that_lacks()
    {
        File.WriteAllText(_folder["chat_template.jinja"], "{{ messages[0].content }}{{ eos_token }}{{ bos_token }}");
        Write("tokenizer_config.json", new { chat_template = "wrong", bos_token = "<s>" });
        Write("special_tokens_map.json", new { bos_token = "<not this>", eos_token = "</s>" });
        Rendered().ShouldBe("Hi</s><s>");
    }

    [Fact]
    public void A_missing_or_broken_template_is_wrong_input()
    {
        Should.Throw<InputException>(() => Rendered()).Message.ShouldContain("no chat template");
        Write("tokenizer_config.json", new { chat_template = "{% for m in %}" });
        Should.Throw<InputException>(() => Rendered()).Problems[0].Where.ShouldContain("chat template");
        File.WriteAllText(_folder["tokenizer_config.json"], "{ not json");
        Should.Throw<InputException>(() => Rendered()).Problems[0].Where.ShouldContain("tokenizer_config.json");
        File.WriteAllText(_folder["tokenizer_config.json"], "{\"chat_template\": \"x\"}");
        File.WriteAllText(_folder["special_tokens_map.json"], "[]");
        Should.Throw<InputException>(() => Rendered()).Message.ShouldContain("a JSON object is expected");
    }

    private string Rendered()
    {
        SmallTokenizer.Write(_folder.Path, ["<s>", "</s>"]);
        var chat = ModelChat.Load(_folder.Path, TokenizerLoader.Load(_folder.Path));
        return chat.Template.Render(chat.Request([(Role.User, "Hi")], addGenerationPrompt: true)).Text;
    }

    private void Write<T>(string name, T content) => File.WriteAllText(_folder[name], System.Text.Json.JsonSerializer.Serialize(content));
}
