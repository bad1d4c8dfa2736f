using Clt.Formats.ChatTemplates;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;
using Clt.Host.Output;

namespace Clt.Host.Verbs;

/// <summary>The tokens of a text, or of a conversation in a chat template.</summary>
/// <param name="Text">The text; a conversation as it was rendered.</param>
/// <param name="Tokens">Its tokens, with those that frame it.</param>
internal sealed record ShownTokens(string Text, IReadOnlyList<ShownToken> Tokens)
{
    public static ShownTokens Of(HubTokenizer tokenizer, string text, bool matchSpecial)
    {
        var encoded = tokenizer.Encode(text, new EncodeOptions { AddSpecialTokens = true, MatchSpecialTokens = matchSpecial });
        return new ShownTokens(text, [.. ShownToken.Of(tokenizer, encoded, text, 0)]);
    }

    /// <summary>The user's turns and the assistant's by turns; after a last turn of the user's stands what asks for an answer.</summary>
    /// <exception cref="InputException">There is no turn, or the template refuses the conversation.</exception>
    public static ShownTokens Conversation(ModelChat chat, IReadOnlyList<string> turns)
    {
        if (turns.Count == 0)
            throw new InputException("there is no turn", "clt tokenize --template", "Give the user's first words.");
        var messages = turns.Select((t, i) => (i % 2 == 0 ? Role.User : Role.Assistant, t)).ToList();
        var segments = chat.Prompt(chat.Request(messages, addGenerationPrompt: turns.Count % 2 == 1));
        var (tokens, at) = (new List<ShownToken>(), 0);
        foreach (var (run, encoded) in SegmentEncoding.Texts(chat.Tokenizer!, segments))
        {
            var text = string.Concat(run.Select(s => s.Text));
            tokens.AddRange(ShownToken.Of(chat.Tokenizer!, encoded, text, at));
            at += text.Length;
        }

        return new ShownTokens(string.Concat(segments.Select(s => s.Text)), tokens);
    }

    public object Json() =>
        new
        {
            Text,
            ids = Tokens.Where(t => !t.Frames).Select(t => t.Id),
            input_ids = Tokens.Select(t => t.Id),
            Tokens,
        };

    public void Print()
    {
        Console.Out.WriteLine(Text);
        TextTable.Print(
            ["id", "piece", "place", "", "text"],
            Tokens.Select(t => (string[])[$"{t.Id}", t.Piece, t.Frames ? "" : $"{t.Start}-{t.End}", t.Kind, Visible(t.Text)])
        );
        Console.Out.WriteLine($"{Tokens.Count} tokens: {string.Join(' ', Tokens.Select(t => t.Id))}");
    }

    /// <summary>Control characters would act on the terminal.</summary>
    private static string Visible(string text) =>
        string.Concat(
            text.Select(c =>
                c switch
                {
                    '\n' => "\\n",
                    '\t' => "\\t",
                    '\r' => "\\r",
                    _ => char.IsControl(c) ? "\uFFFD" : c.ToString(),
                }
            )
        );
}
