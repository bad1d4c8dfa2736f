namespace Clt.Engine.Data;

/// <summary>A text as sentences, for objectives that spoil it and have it restored.</summary>
public sealed record DocumentExample : TrainingExample
{
    /// <param name="itemId">The record's item.</param>
    /// <param name="language">Language of the text.</param>
    /// <param name="task">Name of the task.</param>
    /// <param name="sentences">Token ids of each sentence; at least one token in all.</param>
    /// <param name="suffix">What follows the text and is never spoilt: for mBART the end token and the language's code.</param>
    /// <exception cref="InputException">The text has no tokens.</exception>
    public DocumentExample(string itemId, Language language, string task, IReadOnlyList<int[]> sentences, int[] suffix)
        : base(itemId, language, task)
    {
        if (sentences.All(s => s.Length == 0))
            throw new InputException("the text has no tokens", $"task {task}, item {itemId} ({language.Code})", "Leave the item out.");
        (Sentences, Suffix) = (sentences, suffix);
        Sequences =
        [
            [.. sentences.SelectMany(s => s), .. suffix],
        ];
    }

    public IReadOnlyList<int[]> Sentences { get; }

    public int[] Suffix { get; }

    /// <summary>How the text is spoilt, where the example says it and not what trains on it.</summary>
    public TextNoise? Noise { get; init; }

    /// <summary>The token that stands for a span that was taken out; of use where <see cref="Noise"/> is given.</summary>
    public int Mask { get; init; }

    /// <summary>The whole text, which is what is to be restored.</summary>
    public override IReadOnlyList<int[]> Sequences { get; }

    public override int TargetCount => Sequences[0].Length;

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
