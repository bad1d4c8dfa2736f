namespace Clt.Engine.Data;

/// <summary>An example for an encoder-decoder: a source, and the labels that follow from it.</summary>
public sealed record PairExample : TrainingExample
{
    /// <param name="itemId">The record's item.</param>
    /// <param name="language">Language of the labels.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="pair">Token ids.</param>
    /// <exception cref="InputException">The source or the labels are empty.</exception>
    public PairExample(string itemId, Language language, string task, SequencePair pair)
        : base(itemId, language, task)
    {
        var problems = pair.Problems($"task {task}, item {itemId} ({language.Code})").ToList();
        if (problems.Count > 0)
            throw new InputException(problems);
        (Pair, Sequences) = (pair, [pair.Source, pair.Labels]);
    }

    public SequencePair Pair { get; }

    public override IReadOnlyList<int[]> Sequences { get; }

    /// <summary>Every label is a target.</summary>
    public override int TargetCount => Pair.Labels.Length;

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
