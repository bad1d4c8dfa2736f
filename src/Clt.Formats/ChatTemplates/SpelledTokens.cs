using System.Text.Json.Nodes;
using Clt.Formats.Tokenization;

namespace Clt.Formats.ChatTemplates;

/// <summary>Tells special tokens that a template wrote from those that its messages spell, in the rendered text.</summary>
/// <remarks>
/// A noncharacter is put into each special token that a message spells. Rendered again, the text without the marks must be the same; the
/// marks then show where the messages' tokens stand, whatever the template did with them. Where a template looks for a token in what the
/// assistant said (such as &lt;/think&gt;), that token is the template's own there, and is not marked. What cannot be told apart so is
/// refused.
/// </remarks>
internal sealed class SpelledTokens(ChatTemplate template, ChatRequest request, HubTokenizer tokenizer, string name)
{
    private static readonly string[] Fixed = ["role", "type"];

    /// <summary>The ranges of the rendered text (UTF-16 units, half-open, in order) that no special token may overlap.</summary>
    /// <exception cref="InputException">They cannot be told.</exception>
    public IReadOnlyList<(int Start, int End)> PlainRanges(string rendered)
    {
        var marker = Enumerable.Range(0xFDD0, 32).Select(c => (char)c).First(c => !rendered.Contains(c) && !template.Source.Contains(c));
        var marked = Marked(marker, (_, _) => true, out var count);
        if (count == 0)
            return [];
        if (Ranges(marked, marker, rendered) is { } ranges)
            return ranges;
        bool IsTheTemplates(string role, string token) => role == "assistant" && template.Source.Contains(token, StringComparison.Ordinal);
        marked = Marked(marker, (role, token) => !IsTheTemplates(role, token), out count);
        if (count == 0)
            return [];
        return Ranges(marked, marker, rendered)
            ?? throw new InputException(
                "a message spells a special token that the template looks for, so that what the template writes cannot be told from "
                    + "the message",
                name,
                "Write the message without the special token."
            );
    }

    /// <summary>The request with marks in the special tokens that its messages and tools spell.</summary>
    /// <param name="marker">The mark.</param>
    /// <param name="isMarked">Whether a token in a message of a role is marked.</param>
    /// <param name="count">Marks.</param>
    private ChatRequest Marked(char marker, Func<string, string, bool> isMarked, out int count)
    {
        var marks = 0;
        var messages = request.Messages.Select(m => (JsonObject)Rewritten(m, m["role"]?.ToString() ?? "")!).ToList();
        var tools = Rewritten(request.Tools, "tools");
        count = marks;
        return request with { Messages = messages, Tools = tools };

        JsonNode? Rewritten(JsonNode? node, string role) =>
            node switch
            {
                JsonObject json => new JsonObject(json.Select(m => KeyValuePair.Create(m.Key, Member(m.Key, m.Value, role)))),
                JsonArray array => new JsonArray([.. array.Select(item => Rewritten(item, role))]),
                JsonValue value when value.TryGetValue<string>(out var text) => Text(text, role),
                _ => node?.DeepClone(),
            };

        JsonNode? Member(string key, JsonNode? value, string role) => Fixed.Contains(key) ? value?.DeepClone() : Rewritten(value, role);

        string Text(string text, string role)
        {
            var places = tokenizer.Spelled.Places(text, token => isMarked(role, token));
            marks += places.Count;
            foreach (var place in places.Reverse())
                text = text.Insert(place, marker.ToString());
            return text;
        }
    }

    /// <summary>The characters before the marks; null where the text is not the same without them.</summary>
    private List<(int, int)>? Ranges(ChatRequest marked, char marker, string rendered)
    {
        string text;
        try
        {
            text = template.Render(marked).Text;
        }
        catch (InputException)
        {
            return null;
        }

        // JSON that is written in ASCII names the mark.
        text = text.Replace($"\\u{(int)marker:x4}", marker.ToString(), StringComparison.Ordinal);
        var (ranges, at) = (new List<(int, int)>(), 0);
        foreach (var c in text)
        {
            if (c != marker)
            {
                if (at >= rendered.Length || rendered[at++] != c)
                    return null;
            }
            else if (at > 0 && (ranges.Count == 0 || ranges[^1].Item2 < at))
            {
                ranges.Add((at - (at > 1 && char.IsLowSurrogate(rendered[at - 1]) ? 2 : 1), at));
            }
        }

        return at == rendered.Length ? ranges : null;
    }
}
