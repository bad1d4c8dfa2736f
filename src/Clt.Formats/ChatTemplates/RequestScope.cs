using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Formats.ChatTemplates.Jinja;

namespace Clt.Formats.ChatTemplates;

/// <summary>Turns a request into the variables of a template.</summary>
internal static class RequestScope
{
    private static readonly string[] Reasoning = ["reasoning_content", "thinking", "reasoning"];

    public static Scope Create(ChatRequest request)
    {
        var scope = Globals.Create(request.Now);
        scope["messages"] = new JinjaList(request.Messages.Select(Message).ToList());
        scope["tools"] = Value(request.Tools);
        scope["documents"] = null;
        scope["add_generation_prompt"] = request.AddGenerationPrompt;
        foreach (var (name, value) in request.Variables)
            scope[name] = Value(value);
        return scope;
    }

    public static object? Value(JsonNode? node) =>
        node switch
        {
            null => null,
            JsonArray array => new JinjaList(array.Select(Value).ToList()),
            JsonObject json => Dictionary(json),
            _ => Scalar(JsonSerializer.SerializeToElement(node)),
        };

    /// <summary>Reasoning is known under several names; templates read it under either of the first two.</summary>
    private static object? Message(JsonObject message)
    {
        var dict = Dictionary(message);
        var reasoning = Reasoning
            .Select(name => dict.TryGet(name, out var value) ? value : null)
            .FirstOrDefault(value => value is not null);
        if (reasoning is null)
            return dict;
        dict.Put("reasoning_content", reasoning);
        dict.Put("thinking", reasoning);
        return dict;
    }

    private static JinjaDict Dictionary(JsonObject json)
    {
        var dict = new JinjaDict();
        foreach (var (name, value) in json)
            dict.Put(name, Value(value));
        return dict;
    }

    private static object? Scalar(JsonElement value) =>
        value.ValueKind switch
        {
            JsonValueKind.String => value.GetString(),
            JsonValueKind.True => true,
            JsonValueKind.False => false,
            JsonValueKind.Number when value.TryGetInt64(out var whole) && !value.GetRawText().AsSpan().ContainsAny(".eE") => whole,
            JsonValueKind.Number => value.GetDouble(),
            _ => null,
        };
}
