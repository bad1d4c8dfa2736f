using Clt.Formats.ChatTemplates;
using Clt.Recipes.Checks;
using Clt.Recipes.Mixtures;

namespace Clt.Running.Prompts;

/// <summary>Tasks as a model is trained on them: those that ask in chat turns are written in its chat template.</summary>
/// <param name="chat">The model's template, or null where it has none.</param>
/// <param name="context">For reading items.</param>
internal sealed class TemplateTasks(ModelChat? chat, SourceContext context)
{
    private readonly Dictionary<ITask, ITask> _known = [];

    /// <summary>The task; the same for the same task.</summary>
    /// <exception cref="InputException">It asks in chat turns, but the model has no template.</exception>
    public ITask Of(ITask task)
    {
        if (!ChatTasks.AsksInTurns(task))
            return task;
        if (!_known.TryGetValue(task, out var made))
            _known[task] = made = new TaskInTemplate(task, new PromptMaker(task, context, chat));
        return made;
    }

    /// <summary>The mixture with its tasks so.</summary>
    /// <exception cref="InputException">As for a task.</exception>
    public MixtureSpec Of(MixtureSpec mixture) =>
        new([.. mixture.Parts.Select(p => p with { Task = p.Task is { } task ? Of(task) : null })]);
}
