namespace Clt.Engine.Data;

/// <summary>A sequence for an encoder, with its special tokens, and what its head should say of it.</summary>
public sealed record EncoderExample : TrainingExample
{
    /// <param name="itemId">The record's item.</param>
    /// <param name="language">Language of the text.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="ids">Token ids, at least one.</param>
    /// <param name="targets">
    /// One id a token, <see cref="PackedBatch.Ignored"/> where there is none; or the id of the sequence's one label. Empty where masking
    /// makes them, or where <see cref="Numbers"/> are given.
    /// </param>
    /// <exception cref="InputException">There is no token.</exception>
    public EncoderExample(string itemId, Language language, string task, int[] ids, long[] targets)
        : base(itemId, language, task)
    {
        if (ids.Length == 0)
            throw new InputException("the sequence has no token", $"task {task}, item {itemId} ({language.Code})", "Leave it out.");
        (Ids, Targets, Sequences) = (ids, targets, [ids]);
    }

    public int[] Ids { get; }

    public long[] Targets { get; }

    /// <summary>0 for each token of the first text, 1 for the second's; null for all 0.</summary>
    public int[]? TokenTypes { get; init; }

    /// <summary>The two texts of a pair, each by itself with its special tokens; null where it is one text.</summary>
    public (int[] First, int[] Second)? Pair { get; init; }

    /// <summary>
    /// For each token its word, the same number for all tokens of one; null for special tokens. Only for masking whole words.
    /// </summary>
    public int?[]? Words { get; init; }

    /// <summary>A regression's numbers, or 0 and 1 for each label where several may be right.</summary>
    public float[]? Numbers { get; init; }

    /// <summary>
    /// For each word's first token the id of its relation to its head, which <see cref="Targets"/> has; null where no tree is learnt.
    /// </summary>
    public long[]? Relations { get; init; }

    /// <summary>The label of the whole sequence, where <see cref="Targets"/> has tags beside it; null for one or the other.</summary>
    public long? Label { get; init; }

    /// <summary>
    /// Soft targets: a row of probabilities over all labels for each target that is not ignored, in their order; null where the targets
    /// themselves are learnt.
    /// </summary>
    public IReadOnlyList<float[]>? Soft { get; init; }

    public override IReadOnlyList<int[]> Sequences { get; }

    /// <inheritdoc/>
    public override int TargetCount => Label is not null ? 1 : Numbers?.Length ?? Targets.Count(t => t != PackedBatch.Ignored);

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
