using System.Text.Json;
using System.Text.Json.Nodes;
using Clt.Engine.Tokenization;

namespace Clt.Engine.ChatTemplates;

/// <summary>The chat template of a Hugging Face model folder, with the special tokens that it is rendered with.</summary>
/// <remarks>As transformers does: special tokens come from <c>tokenizer_config.json</c>, else from <c>special_tokens_map.json</c>.</remarks>
public sealed class ModelFolderChat
{
    private const string Configuration = "tokenizer_config.json";
    private const string Map = "special_tokens_map.json";

    private ModelFolderChat(ChatTemplate template, string source, IReadOnlyDictionary<string, JsonNode?> specialTokens)
    {
        (Template, Source, SpecialTokens) = (template, source, specialTokens);
    }

    public ChatTemplate Template { get; }

    /// <summary>The template's text.</summary>
    public string Source { get; }

    /// <summary>The template's variables <c>bos_token</c>, <c>eos_token</c> and so on, as far as the folder names them.</summary>
    public IReadOnlyDictionary<string, JsonNode?> SpecialTokens { get; }

    /// <exception cref="InputException">The folder has no template, or it is not understood, or a file is broken.</exception>
    public static ModelFolderChat Load(string folder)
    {
        var source = ChatTemplateFile.Read(folder) ?? throw new InputException(
            "the model has no chat template", folder,
            "Use a chat model, or put a template into chat_template.jinja there. A base model continues text: it was not trained to answer.");
        var template = ChatTemplate.Parse(source, Path.Combine(folder, "chat template"));
        return new ModelFolderChat(template, source, Special(Read(folder, Map), Read(folder, Configuration)));
    }

    /// <summary>A conversation for this template.</summary>
    /// <param name="messages">In their order.</param>
    /// <param name="addGenerationPrompt">Ends the text where the assistant begins to speak.</param>
    public ChatRequest Request(IReadOnlyList<(Role Role, string Content)> messages, bool addGenerationPrompt) =>
        ChatRequest.Of([.. messages]) with { AddGenerationPrompt = addGenerationPrompt, Variables = SpecialTokens };

    /// <summary>The ids of a conversation: the template writes the special tokens itself, so none is added.</summary>
    /// <exception cref="InputException">The template refuses the conversation.</exception>
    public int[] Ids(HubTokenizer tokenizer, ChatRequest request) =>
        [.. tokenizer.EncodeIds(Template.Render(request).Text, new EncodeOptions { MatchSpecialTokens = true })];

    private static Dictionary<string, JsonNode?> Special(params ReadOnlySpan<JsonObject> files)
    {
        var tokens = new Dictionary<string, JsonNode?>();
        foreach (var file in files)
        {
            foreach (var (name, value) in file)
            {
                if (name.EndsWith("_token", StringComparison.Ordinal) && (Text(value) ?? Text((value as JsonObject)?["content"])) is { } token)
                    tokens[name] = token;
            }
        }

        return tokens;
    }

    private static string? Text(JsonNode? node) => node is JsonValue value && value.TryGetValue<string>(out var text) ? text : null;

    private static JsonObject Read(string folder, string name)
    {
        var path = Path.Combine(folder, name);
        if (!File.Exists(path)) return [];
        try
        {
            return JsonNode.Parse(File.ReadAllBytes(path)) as JsonObject
                ?? throw new InputException("it is not a JSON object", path, "Mend or fetch the file again.");
        }
        catch (JsonException e)
        {
            throw new InputException($"it is not valid JSON: {e.Message}", path, "Mend or fetch the file again.", e);
        }
    }
}
