using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Formats.ChatTemplates;
using Clt.Testing;

namespace Clt.Engine.Tests.ChatTemplates;

/// <summary>Every row of the renderings: the text, the assistant's spans, or the error.</summary>
public class ChatTemplateGoldenTests
{
    private static readonly string Root = Path.Combine(SharedFolder.Golden, "chat_templates");

    [GoldenFact("chat_templates")]
    public void Renderings_equal_the_reference()
    {
        var templates = new Dictionary<string, ChatTemplate>();
        var rows = File.ReadLines(Path.Combine(Root, "renderings.jsonl")).Select(line => JsonNode.Parse(line)!.AsObject()).ToList();
        rows.ShouldNotBeEmpty();
        var differences = new List<string>();
        foreach (var row in rows)
        {
            var name = row["template"]!.GetValue<string>();
            if (!templates.TryGetValue(name, out var template))
                templates[name] = template = ChatTemplate.Parse(File.ReadAllText(Path.Combine(Root, "templates", $"{name}.jinja")), name);
            if (Difference(template, row) is { } difference)
                differences.Add($"{name} {row["conversation"]} {row["add_generation_prompt"]}: {difference}");
        }

        differences.Count.ShouldBe(0, string.Join('\n', differences.Take(12)));
    }

    private static string? Difference(ChatTemplate template, JsonObject row)
    {
        var request = Request(row);
        try
        {
            var rendered = template.Render(request);
            if (row["error"] is { } missing)
                return $"no error, but {missing["message"]}";
            var expected = row["rendered"]!.GetValue<string>();
            var at = expected.Zip(rendered.Text).TakeWhile(p => p.First == p.Second).Count();
            if (rendered.Text != expected)
                return $"at {at}: '{Around(rendered.Text, at)}' is not '{Around(expected, at)}'";
            var spans = row["assistant_spans_utf16"]?.AsArray().Select(s => (s![0]!.GetValue<int>(), s[1]!.GetValue<int>())).ToList();
            return spans is null || spans.SequenceEqual(rendered.AssistantSpans)
                ? null
                : $"spans {string.Join(", ", rendered.AssistantSpans)} are not {string.Join(", ", spans)}";
        }
        catch (InputException e)
        {
            if (row["error"] is not { } error)
                return $"error: {e.Message}";
            var own = error["raised_by_template"]!.GetValue<bool>();
            return !own || e.Problems[0].What == error["message"]!.GetValue<string>()
                ? null
                : $"error '{e.Problems[0].What}' is not '{error["message"]}'";
        }
    }

    private static ChatRequest Request(JsonObject row)
    {
        var variables = new Dictionary<string, JsonNode?>();
        foreach (var (name, value) in row["special_tokens"]!.AsObject())
            variables[name] = value;
        foreach (var (name, value) in row["kwargs"]!.AsObject())
            variables[name] = value;
        return new ChatRequest
        {
            Messages = row["messages"]!.AsArray().Select(m => m!.AsObject()).ToList(),
            AddGenerationPrompt = row["add_generation_prompt"]!.GetValue<bool>(),
            ContinueFinalMessage = row["continue_final_message"]?.GetValue<bool>() ?? false,
            Tools = row["tools"],
            Variables = variables,
            Now = new DateTime(2025, 7, 9, 13, 5, 0, DateTimeKind.Utc),
        };
    }

    private static string Around(string text, int at) => text[Math.Max(0, at - 20)..Math.Min(text.Length, at + 40)].Replace("\n", "\\n");
}
