using System.Text.Json.Nodes;
using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Formats.ChatTemplates;

/// <summary>
/// A model's chat template with its tokenizer: the one way in which conversations are written and encoded, in training, evaluation, chat,
/// judging and <c>clt data show</c>.
/// </summary>
/// <remarks>
/// The template writes all special tokens itself, the beginning one included, so none is added. Special tokens that messages spell stay
/// text.
/// </remarks>
public sealed class ModelChat
{
    private readonly IReadOnlyDictionary<string, JsonNode?> _variables;

    /// <param name="template">The template.</param>
    /// <param name="tokenizer">The model's; null where conversations are only shown.</param>
    public ModelChat(ChatTemplate template, HubTokenizer? tokenizer)
    {
        (Template, Tokenizer) = (template, tokenizer);
        _variables = (tokenizer?.NamedTokens ?? []).ToDictionary(t => t.Name, t => (JsonNode?)t.Content);
    }

    public ChatTemplate Template { get; }

    public HubTokenizer? Tokenizer { get; }

    /// <summary>That of a model folder, or null where it has no template.</summary>
    /// <exception cref="InputException">The template is not understood, or a file is broken.</exception>
    public static ModelChat? Find(string folder, HubTokenizer tokenizer) =>
        ChatTemplateFile.Load(folder) is { } template ? new ModelChat(template, tokenizer) : null;

    /// <inheritdoc cref="Find"/>
    /// <exception cref="InputException">The folder has no template, or it is not understood, or a file is broken.</exception>
    public static ModelChat Load(string folder, HubTokenizer tokenizer) =>
        Find(folder, tokenizer)
        ?? throw new InputException(
            "the model has no chat template",
            folder,
            "Use a chat model, or put a template into chat_template.jinja there. A base model continues text: it was not trained to answer."
        );

    /// <summary>
    /// A conversation for this template, rendered with the tokenizer's named tokens (<c>bos_token</c>, <c>eos_token</c> and so on).
    /// </summary>
    /// <param name="messages">In their order.</param>
    /// <param name="addGenerationPrompt">Ends the text where the assistant begins to speak.</param>
    public ChatRequest Request(IReadOnlyList<(Role Role, string Content)> messages, bool addGenerationPrompt) =>
        ChatRequest.Of([.. messages]) with
        {
            AddGenerationPrompt = addGenerationPrompt,
            Variables = _variables,
        };

    /// <summary>The conversation as segments of which nothing is trained: a prompt.</summary>
    /// <exception cref="InputException">The template refuses the conversation.</exception>
    public IReadOnlyList<Segment> Prompt(ChatRequest request) => Template.Prompt(request, Tokenizer);

    /// <summary>The conversation as segments; what the assistant says in some messages is trained, with the end of its turn.</summary>
    /// <param name="request">The conversation.</param>
    /// <param name="trained">The places of those messages; null for all of the assistant's.</param>
    /// <exception cref="InputException">As for <see cref="Prompt"/>, or the assistant's turns cannot be told from the rest
    /// exactly.</exception>
    public IReadOnlyList<Segment> Segments(ChatRequest request, IReadOnlySet<int>? trained = null) =>
        Template.Segments(request, Tokenizer, trained);

    /// <summary>The ids of a prompt.</summary>
    /// <exception cref="InputException">As for <see cref="Prompt"/>.</exception>
    public int[] Ids(ChatRequest request) => SegmentEncoding.Ids(Tokenizer!, Prompt(request));

    /// <summary>
    /// The tokens that end an assistant's turn in this template, which end a generated answer too; none where it is not known.
    /// </summary>
    public IReadOnlyList<int> EndsOfTurn() => Tokenizer is null ? [] : TurnEnd.Of(this, Tokenizer);
}
