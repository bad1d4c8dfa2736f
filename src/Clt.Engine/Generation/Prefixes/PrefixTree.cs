namespace Clt.Engine.Generation.Prefixes;

/// <summary>What sequences have in common at their beginnings, as a tree.</summary>
/// <remarks>The last token of a sequence is never shared, so that each has at least one of its own.</remarks>
internal sealed class PrefixTree
{
    /// <summary>Fewer tokens are not worth a run of their own in attention.</summary>
    private const int LeastShared = 16;

    private readonly int[] _common;
    private readonly int[] _order;
    private readonly PrefixNode?[] _leaves;

    /// <param name="sequences">None empty.</param>
    public PrefixTree(IReadOnlyList<int[]> sequences)
    {
        _order = [.. Enumerable.Range(0, sequences.Count)];
        Array.Sort(_order, (a, b) => sequences[a].AsSpan().SequenceCompareTo(sequences[b]) is var c && c != 0 ? c : a.CompareTo(b));
        _common = new int[sequences.Count];
        for (var i = 1; i < _order.Length; i++)
            _common[i] = Common(sequences[_order[i - 1]], sequences[_order[i]]);
        _leaves = new PrefixNode?[sequences.Count];
        if (_order.Length > 0)
            Build(0, _order.Length, null, 0);
    }

    /// <summary>The sequences, those with more in common nearer to each other.</summary>
    public IReadOnlyList<int> Order => _order;

    /// <summary>The last node on a sequence's path, or null where it shares nothing.</summary>
    public PrefixNode? Leaf(int sequence) => _leaves[sequence];

    private static int Common(int[] a, int[] b) => Math.Min(a.AsSpan().CommonPrefixLength(b), Math.Min(a.Length, b.Length) - 1);

    /// <summary>
    /// Divides sequences [low, high) of the order, which share the first <paramref name="depth"/> tokens, the parent's end.
    /// </summary>
    private void Build(int low, int high, PrefixNode? parent, int depth)
    {
        if (high - low == 1)
        {
            _leaves[_order[low]] = parent;
            return;
        }

        var shared = _common.AsSpan(low + 1, high - low - 1);
        var least = int.MaxValue;
        foreach (var common in shared)
            least = Math.Min(least, common);
        if (least - depth >= LeastShared)
            (parent, depth) = (new PrefixNode(parent, depth, least, low, high - low), least);
        for (var (start, i) = (low, low + 1); i <= high; i++)
        {
            if (i < high && _common[i] > least)
                continue;
            Build(start, i, parent, depth);
            start = i;
        }
    }
}
