namespace Clt.Formats.Tokenization.PreTokenizers;

/// <summary>What a split does with the matches of its pattern, named as in tokenizer.json.</summary>
internal enum SplitBehavior
{
    Removed,
    Isolated,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}
