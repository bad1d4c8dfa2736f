namespace Clt.Engine.Data;

/// <summary>
/// One item that a model is trained on, whatever the objective: what the trainer needs for batches, checks, counts and messages.
/// </summary>
/// <param name="ItemId">The record's item.</param>
/// <param name="Language">Language of the text.</param>
/// <param name="Task">Name of the task.</param>
public abstract record TrainingExample(string ItemId, Language Language, string Task)
{
    /// <summary>Every sequence of token ids that a model reads for this item; at least one.</summary>
    public abstract IReadOnlyList<int[]> Sequences { get; }

    /// <summary>How many losses it adds to the sum of a step, at least 1: target tokens, or 1 where the item has one loss.</summary>
    public abstract int TargetCount { get; }

    /// <summary>Tokens of all its sequences: what it costs.</summary>
    public int TokenCount => Sequences.Sum(s => s.Length);

    /// <summary>How messages name it.</summary>
    public override string ToString() => $"{Task}/{ItemId} ({Language.Code})";
}
