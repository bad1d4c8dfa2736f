using Clt.Engine.Layers;

namespace Clt.Engine.Generation.Prefixes;

/// <summary>
/// The keys and values of sequences' shared prefixes: each is computed when its first sequence is read, and freed with its last.
/// </summary>
internal sealed class PrefixCache(KeyValuePool pool, PrefixTree tree, IReadOnlyList<int[]> sequences)
{
    /// <summary>The prefixes before a sequence that are not computed yet, first ancestor first.</summary>
    public IReadOnlyList<PrefixNode> Missing(int sequence) =>
        tree.Leaf(sequence) is { Row: null } leaf ? [.. leaf.Path.Where(n => n.Row is null)] : [];

    /// <summary>Adds what is missing before a sequence to a batch.</summary>
    /// <returns>The prefixes that were added, and the place of each one's first token.</returns>
    public IReadOnlyList<(PrefixNode Node, int Place)> Add(SpanBatch batch, int sequence)
    {
        var added = new List<(PrefixNode, int)>();
        foreach (var node in Missing(sequence))
        {
            node.Row = pool.Take(node.Length);
            added.Add((node, batch.Add(sequences[sequence].AsSpan(node.Start, node.Length), node.Start, node.Parent, node.Row.Value)));
        }

        return added;
    }

    /// <summary>A sequence has ended.</summary>
    public void Release(int sequence)
    {
        for (var node = tree.Leaf(sequence); node is not null; node = node.Parent)
        {
            if (--node.Waiting > 0 || node.Row is not { } row)
                continue;
            pool.Return(row, node.Length);
            node.Row = null;
        }
    }
}
