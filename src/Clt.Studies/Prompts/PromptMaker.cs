using System.Text.Json.Nodes;
using Clt.Engine.ChatTemplates;

namespace Clt.Studies;

/// <summary>Makes the prompts of evaluation: an item's example after the task's solved ones, as plain text or in the model's chat template.</summary>
public sealed class PromptMaker
{
    private readonly FewShot? _settings;
    private readonly Exemplars? _exemplars;
    private readonly ChatTemplate? _template;
    private readonly string _end;

    /// <param name="task">Its <see cref="TaskInfo.FewShot"/> says what stands before an item.</param>
    /// <param name="context">For reading exemplars.</param>
    /// <param name="template">The model's chat template, or null where it has none.</param>
    /// <param name="end">The model's end-of-sequence token, which templates name <c>eos_token</c>.</param>
    /// <exception cref="InputException">The task asks for chat turns, but the model has no template.</exception>
    public PromptMaker(ITask task, SourceContext context, ChatTemplate? template = null, string end = "")
    {
        (_settings, _template, _end) = (task.Info.FewShot, template, end);
        if (_settings is null) return;
        _exemplars = new Exemplars(task, _settings, context);
        if (_settings.Format == PromptFormat.Chat && template is null)
        {
            throw new InputException(
                "the task asks in chat turns, but the model has no chat template", $"task {task.Info.Name}",
                "Use a model with a chat_template, or PromptFormat.Plain.");
        }
    }

    /// <summary>The example as it is shown to the model; only the item's own answer is trained.</summary>
    /// <exception cref="InputException">There are too few exemplars, or the template refuses the conversation.</exception>
    public Example Of(Example item)
    {
        if (_settings is null) return item;
        var exemplars = _exemplars!.For(item);
        return _settings.Format == PromptFormat.Chat ? Chat(item, exemplars) : item.After(exemplars, _settings.Separator);
    }

    private Example Chat(Example item, IReadOnlyList<Example> exemplars)
    {
        var request = new ChatRequest
        {
            Messages = [.. exemplars.Append(item).SelectMany((e, i) => Turns(e, first: i == 0))],
            // The beginning token comes before the prompt anyway.
            Variables = new Dictionary<string, JsonNode?> { ["bos_token"] = "", ["eos_token"] = _end },
        };
        var segments = _template!.Segments(request).ToList();
        var answer = segments.FindLastIndex(s => s.Train);
        for (var i = 0; i < answer; i++) segments[i] = segments[i] with { Train = false };
        return new Example(item.ItemId, item.Language, item.Task, segments) { References = item.References };
    }

    /// <summary>A system turn is said once, at the beginning.</summary>
    private static IEnumerable<JsonObject> Turns(Example example, bool first)
    {
        var prompt = example.Segments.TakeWhile(s => !s.Train).ToList();
        var system = string.Concat(prompt.Where(s => s.Role == Role.System).Select(s => s.Text)).Trim();
        if (first && system.Length > 0) yield return Turn("system", system);
        yield return Turn("user", string.Concat(prompt.Where(s => s.Role != Role.System).Select(s => s.Text)).Trim());
        yield return Turn("assistant", example.Completion.Trim());
    }

    private static JsonObject Turn(string role, string content) => new() { ["role"] = role, ["content"] = content };
}
