namespace Clt.Engine.Data;

/// <summary>An example as token ids, with a flag for each token that is a target of the loss.</summary>
public sealed record TokenizedExample : TrainingExample
{
    /// <param name="itemId">The record's item.</param>
    /// <param name="language">Language of the text.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="ids">Token ids, at least one.</param>
    /// <param name="targets">
    /// Whether token i is predicted from those before it; as long as <paramref name="ids"/>. The first token has nothing before it and is
    /// never one.
    /// </param>
    /// <exception cref="InputException">No token is a target.</exception>
    public TokenizedExample(string itemId, Language language, string task, int[] ids, bool[] targets)
        : base(itemId, language, task)
    {
        if (ids.Length != targets.Length)
            throw new ArgumentException($"{ids.Length} ids but {targets.Length} target flags.", nameof(targets));
        if (ids.Length > 0)
            targets[0] = false;
        TargetCount = targets.Count(t => t);
        if (TargetCount == 0)
        {
            throw new InputException(
                $"no token of the example is trained ({ids.Length} tokens)",
                $"task {task}, item {itemId} ({language.Code})",
                "Mark the answer's segment with Train = true; where truncation cut it away, raise the context length."
            );
        }

        (Ids, Targets, Sequences) = (ids, targets, [ids]);
    }

    public int[] Ids { get; }

    public bool[] Targets { get; }

    public override IReadOnlyList<int[]> Sequences { get; }

    /// <summary>Number of tokens that are targets; at least 1.</summary>
    public override int TargetCount { get; }

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
