using Clt.Formats.Framing;
using Clt.Formats.Tokenization;

namespace Clt.Formats.ChatTemplates;

/// <summary>How a template ends what the assistant says: the first special token after it in a small conversation.</summary>
public static class TurnEnd
{
    /// <summary>That of a model's template; none where it is not known.</summary>
    public static IReadOnlyList<int> Of(ModelChat chat, HubTokenizer tokenizer)
    {
        try
        {
            var request = chat.Request([(Role.User, "a"), (Role.Assistant, "b")], addGenerationPrompt: false);
            return Of(chat.Segments(request), tokenizer);
        }
        catch (InputException)
        {
            // A template that refuses so little says nothing about its turns.
            return [];
        }
    }

    /// <summary>The first special token of what is trained after the assistant's last words.</summary>
    public static IReadOnlyList<int> Of(IReadOnlyList<Segment> segments, HubTokenizer tokenizer)
    {
        var words = segments.ToList().FindLastIndex(s => s.Role == Role.Assistant);
        var end = segments.Skip(words + 1).TakeWhile(s => s is { Train: true, Role: Role.Text });
        return [.. SegmentEncoding.Ids(tokenizer, [.. end]).Where(tokenizer.IsSpecial).Take(1)];
    }
}
