namespace Clt.Formats.Tokenization;

/// <summary>One text or pair in tokens; all lists have one entry a token.</summary>
public sealed class TokenizedText
{
    public List<int> Ids { get; } = [];

    /// <summary>What each token shows as: its piece, or the text where the reference shows that for unknown text.</summary>
    public List<string> Tokens { get; } = [];

    /// <summary>Half-open ranges of the original text in UTF-16 units; (0, 0) for added special tokens.</summary>
    public List<(int Start, int End)> Offsets { get; } = [];

    /// <summary>The word (by the pre-tokeniser) that each token is of; null for added special tokens.</summary>
    public List<int?> WordIds { get; } = [];

    /// <summary>0 for the first text, 1 for the second; null for added special tokens.</summary>
    public List<int?> SequenceIds { get; } = [];

    public List<int> TypeIds { get; } = [];

    /// <summary>1 for the special tokens that the post-processor added.</summary>
    public List<int> SpecialTokensMask { get; } = [];

    /// <summary>All ones: nothing is padded here.</summary>
    public List<int> AttentionMask { get; } = [];

    internal void Add(int id, string token, (int, int) offset, int? word, int? sequence, int type)
    {
        Ids.Add(id);
        Tokens.Add(token);
        Offsets.Add(offset);
        WordIds.Add(word);
        SequenceIds.Add(sequence);
        TypeIds.Add(type);
        SpecialTokensMask.Add(sequence is null ? 1 : 0);
        AttentionMask.Add(1);
    }
}
