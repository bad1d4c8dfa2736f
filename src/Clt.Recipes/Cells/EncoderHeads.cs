namespace Clt.Recipes.Cells;

/// <summary>The head that an encoder needs for a task.</summary>
internal static class EncoderHeads
{
    /// <summary>Whether a model answers a task as it is: it has the head, with the task's labels.</summary>
    public static bool Answers(EncoderConfig config, TaskInfo task) =>
        task.Scoring == Scoring.Retrieve
        || (config.Head == Of(task) && config.Labels.ToHashSet(StringComparer.Ordinal).SetEquals(task.Labels));

    /// <summary>The head that gives the task's answers.</summary>
    public static EncoderHead Of(TaskInfo task) => task.Scoring switch
    {
        Scoring.Label => EncoderHead.Sequence,
        Scoring.Tag => EncoderHead.Tokens,
        _ => EncoderHead.None,
    };
}
