using System.Text.Json.Nodes;
using Clt.Formats.ChatTemplates.Jinja;

namespace Clt.Formats.ChatTemplates;

/// <summary>continue_final_message: a marker at the end of the last content shows where the rendered text is cut.</summary>
internal static class FinalMessage
{
    private const string Marker = "CONTINUE_FINAL_MESSAGE_TAG ";

    public static RenderedChat Continue(ChatRequest request, Func<ChatRequest, RenderedChat> render)
    {
        var messages = request.Messages.Select(m => (JsonObject)m.DeepClone()).ToList();
        if (messages.Count == 0)
            throw new TemplateFault("there is no final message to continue");
        Mark(messages[^1]);
        var rendered = render(request with { Messages = messages });
        var at = rendered.Text.LastIndexOf(Marker.TrimEnd(), StringComparison.Ordinal);
        if (at < 0)
            throw new TemplateFault("the final message does not appear in the rendered text, so that it cannot be continued");

        // A template that trims its contents has dropped the marker's trailing space; it would have trimmed the text's as well.
        var text = rendered.Text[..at];
        if (string.CompareOrdinal(rendered.Text, at, Marker, 0, Marker.Length) != 0)
            text = text.TrimEnd(Py.Spaces);
        return new RenderedChat(
            text,
            rendered.AssistantSpans.Where(s => s.Start < text.Length).Select(s => (s.Start, Math.Min(s.End, text.Length))).ToList()
        );
    }

    private static void Mark(JsonObject message)
    {
        switch (message["content"])
        {
            case JsonValue value when value.TryGetValue<string>(out var text):
                message["content"] = text + Marker;
                break;
            case JsonArray blocks when blocks.OfType<JsonObject>().LastOrDefault(b => b.ContainsKey("text")) is { } block:
                block["text"] = block["text"]!.GetValue<string>() + Marker;
                break;
            default:
                throw new TemplateFault("the final message has no text to continue");
        }
    }
}
