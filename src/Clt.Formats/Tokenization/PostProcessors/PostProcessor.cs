namespace Clt.Formats.Tokenization.PostProcessors;

/// <summary>What is put around one text and around a pair, and whether offsets lose the white space of byte-level tokens.</summary>
internal sealed record PostProcessor(IReadOnlyList<TemplatePiece> Single, IReadOnlyList<TemplatePiece> Pair)
{
    /// <summary>No special tokens; the second text has type id 1.</summary>
    public static PostProcessor None { get; } = new([new(0, [], 0)], [new(0, [], 0), new(1, [], 1)]);

    /// <summary>ByteLevel's trim_offsets.</summary>
    public bool TrimOffsets { get; init; }

    /// <summary>ByteLevel's add_prefix_space: a first token's space was put there and is not trimmed.</summary>
    public bool PrefixSpace { get; init; }

    /// <summary>Special tokens before a single text.</summary>
    public IReadOnlyList<int> Before => [.. Single.TakeWhile(p => !p.IsSequence).SelectMany(p => p.Ids)];

    /// <summary>Special tokens after a single text.</summary>
    public IReadOnlyList<int> After => [.. Single.SkipWhile(p => !p.IsSequence).Where(p => !p.IsSequence).SelectMany(p => p.Ids)];

    /// <summary>The same with another id as the first special token before the first text.</summary>
    public PostProcessor StartingWith(int id) => this with { Single = StartingWith(Single, id), Pair = StartingWith(Pair, id) };

    /// <summary>Special tokens that are added to one text, or to a pair.</summary>
    public int AddedCount(bool pair) => (pair ? Pair : Single).Where(p => !p.IsSequence).Sum(p => p.Ids.Count);

    private static List<TemplatePiece> StartingWith(IReadOnlyList<TemplatePiece> template, int id) =>
        [new TemplatePiece(-1, [id], 0), .. template.SkipWhile(p => !p.IsSequence)];
}

/// <summary>A piece of a template: a sequence (0 is A, 1 is B) or special token ids, with the type id they get.</summary>
internal readonly record struct TemplatePiece(int Sequence, IReadOnlyList<int> Ids, int TypeId)
{
    public bool IsSequence => Sequence >= 0;
}
