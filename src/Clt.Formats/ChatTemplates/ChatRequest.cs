using System.Text.Json.Nodes;

namespace Clt.Formats.ChatTemplates;

/// <summary>What a chat template is rendered with, as transformers' apply_chat_template takes it.</summary>
public sealed record ChatRequest
{
    /// <summary>The messages: objects with "role", "content" and whatever else the template reads.</summary>
    public required IReadOnlyList<JsonObject> Messages { get; init; }

    /// <summary>Ends the text where the assistant begins to speak.</summary>
    public bool AddGenerationPrompt { get; init; }

    /// <summary>Ends the text inside the last message, so that the model goes on with it.</summary>
    public bool ContinueFinalMessage { get; init; }

    /// <summary>Tools as JSON schemas; null for none.</summary>
    public JsonNode? Tools { get; init; }

    /// <summary>Other variables of the template: special tokens (bos_token, eos_token, …), enable_thinking and so on.</summary>
    public IReadOnlyDictionary<string, JsonNode?> Variables { get; init; } = new Dictionary<string, JsonNode?>();

    /// <summary>What strftime_now shows. Fixed by default, so that a rendering depends on its inputs alone.</summary>
    public DateTime Now { get; init; } = new(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    /// <summary>A request of plain messages.</summary>
    public static ChatRequest Of(params ReadOnlySpan<(Role Role, string Content)> messages)
    {
        var list = new List<JsonObject>();
        foreach (var (role, content) in messages)
            list.Add(new JsonObject { ["role"] = role.ToString().ToLowerInvariant(), ["content"] = content });
        return new ChatRequest { Messages = list };
    }
}
