using Clt.Engine.Generation;
using Clt.Engine.Models;
using Clt.Formats.ChatTemplates;

namespace Clt.Host.Chat;

/// <summary>A conversation with a model.</summary>
/// <param name="model">Answers.</param>
/// <param name="chat">The model's template and tokenizer.</param>
/// <param name="settings">How answers are generated.</param>
/// <param name="seed">Each answer draws from a stream of its own.</param>
internal sealed class ChatSession(LanguageModel model, ModelChat chat, GenerationSettings settings, Seed seed)
{
    private readonly List<(Role Role, string Content)> _messages = [];
    private readonly GenerationSettings _settings = settings with { StopTokens = [.. settings.StopTokens, .. chat.EndsOfTurn()] };

    /// <summary>Said so far.</summary>
    public IReadOnlyList<(Role Role, string Content)> Messages => _messages;

    /// <summary>What the model is told before everything else.</summary>
    public void Instruct(string system) => _messages.Add((Role.System, system));

    /// <summary>The model's answer, which becomes part of the conversation.</summary>
    /// <param name="text">What the user says.</param>
    /// <param name="written">Is given the answer in pieces, as it is written.</param>
    /// <param name="cancel">Stops; the answer is then not part of the conversation.</param>
    /// <exception cref="InputException">The template refuses the conversation, or it fills the model's context.</exception>
    public GeneratedText Answer(string text, Action<string> written, CancellationToken cancel = default)
    {
        var ids = chat.Ids(chat.Request([.. _messages, (Role.User, text)], addGenerationPrompt: true));
        var answer = TextStream.Write(model, chat.Tokenizer!, ids, _settings, seed.Stream($"answer {_messages.Count}"), written, cancel);
        _messages.AddRange([(Role.User, text), (Role.Assistant, answer.Text)]);
        return answer;
    }
}
