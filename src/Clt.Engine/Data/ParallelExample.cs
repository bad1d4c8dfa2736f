namespace Clt.Engine.Data;

/// <summary>A text and its translation, each as token ids with its special tokens.</summary>
public sealed record ParallelExample : TrainingExample
{
    /// <param name="itemId">The record's item.</param>
    /// <param name="language">Language of the translation.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="source">Token ids of the text.</param>
    /// <param name="target">Token ids of its translation.</param>
    /// <exception cref="InputException">One of them has no token.</exception>
    public ParallelExample(string itemId, Language language, string task, int[] source, int[] target)
        : base(itemId, language, task)
    {
        if (source.Length == 0 || target.Length == 0)
            throw new InputException(
                "one of the texts has no token",
                $"task {task}, item {itemId} ({language.Code})",
                "Leave the pair out."
            );
        (Source, Target, Sequences) = (source, target, [source, target]);
    }

    public int[] Source { get; }

    public int[] Target { get; }

    public override IReadOnlyList<int[]> Sequences { get; }

    public override int TargetCount => 1;

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
