using System.Text.Json.Nodes;

namespace Clt.Engine.ChatTemplates;

/// <summary>Cuts a rendered conversation into what the assistant writes and the rest.</summary>
/// <remarks>
/// Where a template has {% generation %} blocks, they say it. Else each assistant turn is what rendering the conversation up to and with it adds
/// to the rendering up to it with the generation prompt. That is checked: each rendering must start with the one before it, else it is an error.
/// </remarks>
internal static class AssistantSegments
{
    public static IReadOnlyList<Segment> Of(ChatTemplate template, ChatRequest request, string name)
    {
        var whole = template.Render(request);
        return Cut(whole.Text, template.MarksAssistant ? whole.AssistantSpans : Prefixes(template, request, whole.Text, name));
    }

    private static List<(int Start, int End)> Prefixes(ChatTemplate template, ChatRequest request, string whole, string name)
    {
        var spans = new List<(int Start, int End)>();
        for (var i = 0; i < request.Messages.Count; i++)
        {
            if (!IsAssistant(request.Messages[i])) continue;
            var before = Upto(template, request, i, prompt: true, name);
            var after = Upto(template, request, i + 1, prompt: false, name);
            if (!after.StartsWith(before, StringComparison.Ordinal)) throw Impossible(name, i, "its turn does not begin with the generation prompt");
            if (!whole.StartsWith(after, StringComparison.Ordinal)) throw Impossible(name, i, "later messages change how it is rendered");
            spans.Add((before.Length, after.Length));
        }

        return spans;
    }

    private static string Upto(ChatTemplate template, ChatRequest request, int count, bool prompt, string name)
    {
        try
        {
            var part = request with { Messages = request.Messages.Take(count).ToList(), AddGenerationPrompt = prompt, ContinueFinalMessage = false };
            return template.Render(part).Text;
        }
        catch (InputException e)
        {
            throw Impossible(name, count, $"the template refuses the messages before it ({e.Problems[0].What})");
        }
    }

    private static bool IsAssistant(JsonObject message) => message["role"]?.GetValue<string>() is "assistant" or "model";

    private static List<Segment> Cut(string text, IReadOnlyList<(int Start, int End)> spans)
    {
        var segments = new List<Segment>();
        var at = 0;
        foreach (var (start, end) in spans)
        {
            if (start > at) segments.Add(new Segment(text[at..start], Role.Text, Train: false));
            if (end > start) segments.Add(new Segment(text[start..end], Role.Assistant, Train: true));
            at = end;
        }

        if (at < text.Length) segments.Add(new Segment(text[at..], Role.Text, Train: false));
        return segments;
    }

    private static InputException Impossible(string name, int message, string why) => new(
        $"What the assistant writes in message {message + 1} cannot be told from the rest: {why}", name,
        "Put {% generation %} … {% endgeneration %} around the assistant's turn in the template.");
}
