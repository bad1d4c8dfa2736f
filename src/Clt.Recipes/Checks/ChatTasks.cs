namespace Clt.Recipes.Checks;

/// <summary>Tasks whose examples are conversations in the model's chat template.</summary>
public static class ChatTasks
{
    /// <summary>Whether a task's examples are conversations in the model's chat template.</summary>
    public static bool AsksInTurns(ITask task) => task.Info.FewShot?.Format == PromptFormat.Chat;

    /// <summary>What is wrong where such a task meets a model without one.</summary>
    public static InputException NoTemplate(ITask task) =>
        new(
            "the task asks in chat turns, but the model has no chat template",
            $"task {task.Info.Name}",
            "Use a model with a chat_template, or PromptFormat.Plain."
        );
}
