using Clt.Formats.Tokenization;
using Clt.Running.Prompts;

namespace Clt.Running.Tests.Prompts;

public class PromptViewTests
{
    private static readonly Example Sample = new(
        "1",
        Language.Parse("ja"),
        "t",
        [
            new Segment("質問: 2 + 2 =\n", Role.User, false),
            new Segment("4です\u001b", Role.Assistant, true),
            new Segment("\n", Role.Text, false),
        ]
    );

    private static readonly HubTokenizer Bytes = BpeTrainer.Train(["abc"], 262, ["<|eos|>"], new BpeTrainerSettings());

    [Fact]
    public void Tokens_cover_the_text_and_keep_their_flags()
    {
        var view = PromptView.Of(Sample, Bytes);
        string.Concat(view.Pieces.Select(p => p.Text)).ShouldBe(string.Concat(Sample.Segments.Select(s => s.Text)) + "<|eos|>");
        view.Count.ShouldBe(Sample.Segments.Sum(s => Bytes.EncodeIds(s.Text).Count) + 1);
        view.Trained.ShouldBe(Bytes.EncodeIds("4です\u001b").Count);
        view.Pieces.Select(p => p.Id!.Value).ShouldBe([.. Sample.Segments.SelectMany(s => Bytes.EncodeIds(s.Text)), Bytes.EndId!.Value]);
    }

    [Fact]
    public void Plain_text_marks_what_is_trained() => PromptView.Of(Sample).Plain().ShouldBe("質問: 2 + 2 =\n⟦4です\u001b⟧\n");

    [Fact]
    public void Colours_tell_trained_from_not_and_no_control_character_reaches_the_terminal()
    {
        var shown = PromptView.Of(Sample, Bytes).Ansi();
        shown.ShouldContain("\u001b[30;48;5;");
        shown.ShouldContain("\u001b[38;5;");
        var text = System.Text.RegularExpressions.Regex.Replace(shown, "\u001b\\[[0-9;]*m", "");
        text.ShouldBe("質問: 2 + 2 =\n4です�\n<|eos|>");
    }
}
