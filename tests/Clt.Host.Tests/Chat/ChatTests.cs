using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Formats.ChatTemplates;
using Clt.Formats.Tokenization;
using Clt.Host.Chat;
using Clt.Testing;

namespace Clt.Host.Tests.Chat;

public sealed class ChatTests : IDisposable
{
    private const string Template =
        "<s>{% for m in messages %}<{{ m.role }}>{{ m.content }}</s>{% endfor %}{% if add_generation_prompt %}<assistant>{% endif %}";

    private readonly TemporaryFolder _folder = new();
    private readonly HubTokenizer _tokenizer = BpeTrainer.Train(["Wie geht es dir? Gut, danke. 很好"], 300, ["<s>", "</s>"]);
    private readonly LanguageModel _model;

    public ChatTests()
    {
        var config = LlamaConfig.Create(_tokenizer.VocabularySize, 2, 32, 4, context: 128, bos: 0, eos: 1) with { InitializerRange = 0.3 };
        _model = LanguageModel.Create(config, 5);
        _folder.Write("chat_template.jinja", Template);
    }

    public void Dispose()
    {
        _model.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public void An_answer_is_the_continuation_of_the_rendered_conversation_and_its_pieces_are_its_text()
    {
        var session = Session(new GenerationSettings { MaxNewTokens = 9 });
        session.Instruct("Kurz.");
        var pieces = new List<string>();
        var first = session.Answer("Wie geht es dir?", pieces.Add);
        var rendered = _tokenizer.EncodeIds(
            "<s><system>Kurz.</s><user>Wie geht es dir?</s><assistant>",
            new EncodeOptions { MatchSpecialTokens = true }
        );
        first.Ids.ShouldBe(
            TextGenerator.Generate(_model, _tokenizer, [rendered.ToArray()], new GenerationSettings { MaxNewTokens = 9 }, 1)[0].Ids
        );
        string.Concat(pieces).ShouldBe(first.Text);

        session.Answer("Gut", _ => { });
        session.Messages.Select(m => m.Role).ShouldBe([Role.System, Role.User, Role.Assistant, Role.User, Role.Assistant]);
    }

    [Fact]
    public void Pieces_come_while_the_answer_is_written_and_never_show_a_stop_string()
    {
        var free = Session(new GenerationSettings { MaxNewTokens = 30, StopAtEos = false }).Answer("Gut", _ => { }).Text;
        var stop = free.Substring(free.Length / 2, 3);
        var pieces = new List<string>();
        var stopped = Session(
                new GenerationSettings
                {
                    MaxNewTokens = 30,
                    StopAtEos = false,
                    StopStrings = [stop],
                }
            )
            .Answer("Gut", pieces.Add);
        stopped.Reason.ShouldBe(FinishReason.StopString);
        string.Concat(pieces).ShouldBe(stopped.Text);
        stopped.Text.ShouldNotContain(stop);
        pieces.Count.ShouldBeGreaterThan(1);
    }

    [Fact]
    public void Lines_are_turns_empty_ones_are_passed_over_and_cut_answers_say_so()
    {
        var output = new StringWriter { NewLine = "\n" };
        var session = Session(new GenerationSettings { MaxNewTokens = 3, StopAtEos = false });
        var turns = ChatLoop.Run(session, new StringReader("Gut\n\n  \ndanke\n"), output, "> ", default);
        turns.Select(t => t.User).ShouldBe(["Gut", "danke"]);
        turns.ShouldAllBe(t => t.Tokens == 3 && t.Finish == "max_new_tokens");
        output.ToString().ShouldBe($"> {turns[0].Assistant} […]\n> > > {turns[1].Assistant} […]\n> ");
    }

    [Fact]
    public void The_same_seed_gives_the_same_conversation()
    {
        var settings = new GenerationSettings
        {
            MaxNewTokens = 12,
            Temperature = 1.2,
            StopAtEos = false,
        };
        string[] Talk(int seed) =>
            [.. ChatLoop.Run(Session(settings, seed), new StringReader("Gut\nGut\n"), null, "", default).Select(t => t.Assistant)];
        Talk(1).ShouldBe(Talk(1));
        Talk(1).ShouldNotBe(Talk(2));
        Talk(1)[0].ShouldNotBe(Talk(1)[1]);
    }

    [Fact]
    public void Beams_and_wrong_settings_are_wrong_input()
    {
        Should
            .Throw<InputException>(() => Session(new GenerationSettings { Beams = 2 }).Answer("Gut", _ => { }))
            .Message.ShouldContain("beam");
        Should
            .Throw<InputException>(() => Session(new GenerationSettings { MaxNewTokens = 0, TopP = 2 }).Answer("Gut", _ => { }))
            .Problems.Count.ShouldBe(2);
    }

    [Fact]
    public void A_conversation_that_fills_the_context_is_wrong_input_and_leaves_the_conversation_as_it_was()
    {
        var session = Session(new GenerationSettings());
        Should
            .Throw<InputException>(() => session.Answer(string.Concat(Enumerable.Repeat("很", 200)), _ => { }))
            .Message.ShouldContain("context is 128");
        session.Messages.ShouldBeEmpty();
    }

    private ChatSession Session(GenerationSettings settings, int seed = 1) =>
        new(_model, ModelChat.Load(_folder.Path, _tokenizer), settings, seed);
}
