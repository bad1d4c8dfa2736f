using Clt.Formats.ChatTemplates;
using Clt.Recipes.Checks;
using Clt.Recipes.Data;

namespace Clt.Running.Prompts;

/// <summary>Makes what a model is shown of a task: as plain text or in the model's chat template, in training as in evaluation.</summary>
public sealed class PromptMaker
{
    private readonly FewShot? _settings;
    private readonly Exemplars? _exemplars;
    private readonly ModelChat? _chat;

    /// <param name="task">Its <see cref="TaskInfo.FewShot"/> says what stands before an item, and whether it is asked in turns.</param>
    /// <param name="context">For reading exemplars.</param>
    /// <param name="chat">The model's chat template, or null where it has none.</param>
    /// <param name="shots">Few-shot exemplars in place of the task's own; null for those.</param>
    /// <exception cref="InputException">The task asks for chat turns, but the model has no template.</exception>
    public PromptMaker(ITask task, SourceContext context, ModelChat? chat = null, FewShot? shots = null)
    {
        (_settings, _chat, Report) = (shots ?? task.Info.FewShot, chat, context.Report);
        if (_settings is null)
            return;
        _exemplars = new Exemplars(task, _settings, context);
        if (ChatTasks.AsksInTurns(task) && chat is null)
            throw ChatTasks.NoTemplate(task);
    }

    /// <summary>Takes one-line messages.</summary>
    internal Action<string> Report { get; }

    /// <summary>Solved examples that an item is asked after.</summary>
    public int Shots => _settings?.Shots ?? 0;

    /// <summary>The example as it is asked in evaluation, after the task's solved ones; only the item's own answer is trained.</summary>
    /// <param name="item">The item.</param>
    /// <param name="dropped">Solved examples that are left out, those furthest from the item.</param>
    /// <exception cref="InputException">There are too few exemplars, or the template refuses the conversation.</exception>
    public Example Of(Example item, int dropped = 0)
    {
        if (_settings is null)
            return item;
        Example[] exemplars = [.. _exemplars!.For(item).Skip(dropped)];
        return _chat is null || _settings.Format != PromptFormat.Chat
            ? item.After(exemplars, _settings.Separator)
            : InTemplate(item, exemplars);
    }

    /// <summary>What stands before an item and the item itself, before a chat template writes them.</summary>
    /// <param name="item">The item.</param>
    /// <param name="dropped">As for <see cref="Of"/>.</param>
    /// <exception cref="InputException">There are too few exemplars.</exception>
    public IEnumerable<Example> Turns(Example item, int dropped = 0) =>
        _exemplars is null ? [item] : [.. _exemplars.For(item).Skip(dropped), item];

    /// <summary>
    /// The example as it is trained on: without solved ones before it, each of its assistant's turns a target with its end.
    /// </summary>
    /// <exception cref="InputException">The template refuses the conversation.</exception>
    public Example Trained(Example item) => _chat is null || _settings?.Format != PromptFormat.Chat ? item : InTemplate(item, []);

    private Example InTemplate(Example item, IReadOnlyList<Example> exemplars)
    {
        var turns = new ChatTurns();
        foreach (var exemplar in exemplars)
            turns.Add(exemplar, train: false);
        turns.Add(item, train: true);
        return turns.In(_chat!, item);
    }
}
