using Clt.Engine.Data;

namespace Clt.Plugins.Training.Objectives.Masked;

/// <summary>A text with hidden tokens, and the numbers by which others are drawn for their places.</summary>
/// <param name="Hidden">The text with masks; its targets are the hidden tokens.</param>
/// <param name="Draws">In [0, 1), one for each hidden token: what makes a draw the same whatever is read beside the text.</param>
internal sealed record ReplacedText(EncoderExample Hidden, IReadOnlyList<float> Draws)
    : TrainingExample(Hidden.ItemId, Hidden.Language, Hidden.Task)
{
    /// <inheritdoc/>
    public override IReadOnlyList<int[]> Sequences => Hidden.Sequences;

    /// <inheritdoc/>
    public override int TargetCount => Hidden.TargetCount;

    /// <summary>The text with drawn tokens at the hidden places; its targets are 1 where a token is another than it was, else 0.</summary>
    /// <param name="drawn">One for each hidden token, in their order.</param>
    public EncoderExample With(ReadOnlySpan<long> drawn)
    {
        var ids = (int[])Hidden.Ids.Clone();
        var replaced = new long[ids.Length];
        var next = 0;
        for (var place = 0; place < ids.Length; place++)
        {
            if (Hidden.Targets[place] == PackedBatch.Ignored)
                continue;
            ids[place] = (int)drawn[next++];
            replaced[place] = ids[place] == Hidden.Targets[place] ? 0 : 1;
        }

        return new EncoderExample(ItemId, Language, Task, ids, replaced);
    }

    /// <inheritdoc/>
    public override string ToString() => base.ToString();
}
