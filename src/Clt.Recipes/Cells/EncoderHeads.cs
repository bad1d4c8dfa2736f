namespace Clt.Recipes.Cells;

/// <summary>The head that an encoder needs for a task.</summary>
internal static class EncoderHeads
{
    /// <summary>Whether a model answers a task as it is: it has the head, with the task's labels.</summary>
    public static bool Answers(EncoderConfig config, TaskInfo task) =>
        task.Scoring == Scoring.Retrieve
        || (
            GoldLabels.Has(task)
            && config.Head == Of(task)
            && config.Labels.ToHashSet(StringComparer.Ordinal).SetEquals(task.Labels)
            && config.TokenLabels.ToHashSet(StringComparer.Ordinal).SetEquals(task.Tags)
        );

    /// <summary>The configuration of a body under the head that gives the task's answers.</summary>
    public static EncoderConfig Under(EncoderConfig config, TaskInfo task) =>
        task.Scoring == Scoring.Joint ? config.WithJointHead(task.Labels, task.Tags) : config.WithHead(Of(task), task.Labels);

    /// <summary>The head that gives the task's answers.</summary>
    public static EncoderHead Of(TaskInfo task) =>
        task.Scoring switch
        {
            Scoring.Label => EncoderHead.Sequence,
            Scoring.Tag => EncoderHead.Tokens,
            Scoring.Retrieve => EncoderHead.None,
            Scoring.Parse => EncoderHead.Arcs,
            Scoring.Joint => EncoderHead.Joint,
            var other => throw new ArgumentOutOfRangeException(nameof(task), other, "Encoders give no such answers."),
        };
}
