using System.Text.Json.Nodes;
using Clt.Formats.Tokenization;

namespace Clt.Formats.ChatTemplates;

/// <summary>Cuts a rendered conversation into what the assistant says, the ends of its turns, and the rest.</summary>
/// <remarks>
/// Where a template has {% generation %} blocks, they say it. Else each assistant turn is what rendering the conversation up to and with it
/// adds to the rendering up to it with the generation prompt. That is checked: each rendering must start with the one before it, else it is
/// an error.
/// </remarks>
internal sealed class AssistantSegments(ChatTemplate template, ChatRequest request, string name)
{
    /// <param name="tokenizer">Knows the special tokens that messages may spell; null for none.</param>
    /// <param name="trained">The places of the messages that are trained; null for all of the assistant's.</param>
    public IReadOnlyList<Segment> Of(HubTokenizer? tokenizer, IReadOnlySet<int>? trained)
    {
        var whole = template.Render(request);
        var turns = template.MarksAssistant ? Blocks(whole) : Prefixes(whole.Text);
        var plain = tokenizer is null ? [] : new SpelledTokens(template, request, tokenizer, name).PlainRanges(whole.Text);
        var cuts = new TextCuts(whole.Text, plain);
        var at = 0;
        foreach (var (message, start, end) in turns.Where(t => t.End > t.Start && (trained is null || trained.Contains(t.Message))))
        {
            cuts.Add(at, start, Role.Text, train: false);
            var words = EndOfWords(message, whole.Text) is { } last && last > start && last < end ? last : end;
            cuts.Add(start, words, Role.Assistant, train: true);
            cuts.Add(words, end, Role.Text, train: true);
            at = end;
        }

        cuts.Add(at, whole.Text.Length, Role.Text, train: false);
        return cuts.Segments;
    }

    /// <summary>The template's own blocks; the last one is the last assistant message's, and so on backwards.</summary>
    private List<(int Message, int Start, int End)> Blocks(RenderedChat whole)
    {
        var messages = Enumerable.Range(0, request.Messages.Count).Where(i => IsAssistant(request.Messages[i])).ToList();
        var spans = whole.AssistantSpans;
        if (spans.Count > messages.Count)
            throw Impossible(messages.LastOrDefault(), "the template marks more turns than there are");
        return [.. spans.Zip(messages.Skip(messages.Count - spans.Count), (span, message) => (message, span.Start, span.End))];
    }

    private List<(int Message, int Start, int End)> Prefixes(string whole)
    {
        var spans = new List<(int, int, int)>();
        for (var i = 0; i < request.Messages.Count; i++)
        {
            if (!IsAssistant(request.Messages[i]))
                continue;
            var before = Upto(i, prompt: true);
            var after = Upto(i + 1, prompt: false);
            if (!after.StartsWith(before, StringComparison.Ordinal))
                throw Impossible(i, "its turn does not begin with the generation prompt");
            if (!whole.StartsWith(after, StringComparison.Ordinal))
                throw Impossible(i, "later messages change how it is rendered");
            spans.Add((i, before.Length, after.Length));
        }

        return spans;
    }

    private string Upto(int count, bool prompt)
    {
        try
        {
            return template.Render(First(count) with { AddGenerationPrompt = prompt }).Text;
        }
        catch (InputException e)
        {
            throw Impossible(count, $"the template refuses the messages before it ({e.Problems[0].What})");
        }
    }

    /// <summary>Where the words of a message end in the whole text; null where that is not known: all of its turn are words then.</summary>
    private int? EndOfWords(int message, string whole)
    {
        try
        {
            var text = template.Render(First(message + 1) with { ContinueFinalMessage = true }).Text;
            return whole.StartsWith(text, StringComparison.Ordinal) ? text.Length : null;
        }
        catch (InputException)
        {
            return null;
        }
    }

    private ChatRequest First(int count) =>
        request with
        {
            Messages = request.Messages.Take(count).ToList(),
            AddGenerationPrompt = false,
            ContinueFinalMessage = false,
        };

    private static bool IsAssistant(JsonObject message) => message["role"]?.GetValue<string>() is "assistant" or "model";

    private InputException Impossible(int message, string why) =>
        new(
            $"What the assistant writes in message {message + 1} cannot be told from the rest: {why}",
            name,
            "Put {% generation %} … {% endgeneration %} around the assistant's turn in the template."
        );
}
