using System.Text.Json.Nodes;
using Clt.Formats.ChatTemplates;

namespace Clt.Running.Prompts;

/// <summary>Examples as the turns of one conversation, and that in a model's chat template.</summary>
internal sealed class ChatTurns
{
    private readonly List<(Role Role, string Content)> _messages = [];
    private readonly HashSet<int> _trained = [];

    /// <summary>Adds an example's turns: neighbours of one role are one turn, what is trained is said by the assistant.</summary>
    /// <param name="example">The example.</param>
    /// <param name="train">Whether what it trains is trained on here.</param>
    /// <remarks>A system turn is said once, at the beginning.</remarks>
    public void Add(Example example, bool train)
    {
        foreach (var turn in Turns(example.Segments))
        {
            var content = string.Concat(turn.Segments.Select(s => s.Text)).Trim();
            if (turn.Role == Role.System && (_messages.Count > 0 || content.Length == 0))
                continue;
            if (train && turn.Segments[0].Train)
                _trained.Add(_messages.Count);
            _messages.Add((turn.Role, content));
        }
    }

    /// <summary>The conversation as the model reads it.</summary>
    /// <param name="chat">The model's template.</param>
    /// <param name="item">Names the example.</param>
    /// <exception cref="InputException">The template refuses the conversation, or the turns cannot be told from the rest.</exception>
    public Example In(ModelChat chat, Example item) =>
        new(item.ItemId, item.Language, item.Task, chat.Segments(chat.Request(_messages, addGenerationPrompt: false), _trained))
        {
            References = item.References,
            Rejected = item.Rejected,
        };

    private static IEnumerable<(Role Role, List<Segment> Segments)> Turns(IReadOnlyList<Segment> segments)
    {
        List<Segment> turn = [];
        foreach (var segment in segments)
        {
            if (turn.Count > 0 && (RoleOf(turn[0]) != RoleOf(segment) || turn[0].Train != segment.Train))
            {
                yield return (RoleOf(turn[0]), turn);
                turn = [];
            }

            turn.Add(segment);
        }

        if (turn.Count > 0)
            yield return (RoleOf(turn[0]), turn);
    }

    private static Role RoleOf(Segment segment) =>
        segment.Train ? Role.Assistant
        : segment.Role == Role.Text ? Role.User
        : segment.Role;
}
