namespace Clt.Kernels.Simd.Attention;

/// <summary>Sizes of a packed attention.</summary>
/// <param name="sequences">B.</param>
/// <param name="tokens">Queries of all sequences.</param>
/// <param name="heads">Of queries.</param>
/// <param name="kvHeads">Of keys and values.</param>
/// <param name="width">Of a head.</param>
/// <param name="queryStarts">[B + 1].</param>
/// <param name="keyStarts">[B + 1].</param>
/// <param name="rule">Between scores and weights.</param>
internal readonly unsafe struct AttentionShape(
    long sequences,
    long tokens,
    long heads,
    long kvHeads,
    long width,
    int* queryStarts,
    int* keyStarts,
    AttentionRule rule
)
{
    internal readonly long Sequences = sequences,
        Tokens = tokens,
        Heads = heads,
        KvHeads = kvHeads,
        Width = width;
    internal readonly int* QueryStarts = queryStarts,
        KeyStarts = keyStarts;
    internal readonly AttentionRule Rule = rule;

    /// <summary>The head width in whole vectors: rows in the kernels' own memory end with zeros.</summary>
    internal readonly long Padded = Lanes.RoundUp(width);

    /// <summary>Query heads that share a key head.</summary>
    internal long Group => Heads / KvHeads;
}
