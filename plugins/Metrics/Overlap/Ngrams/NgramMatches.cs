namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Counts n-grams that a hypothesis shares with references, each clipped at the most it occurs in one reference.</summary>
/// <remarks>
/// An n-gram is numbered from its first n-1 tokens' number and its last token, so each order costs one look-up a position, whatever the
/// order.
/// </remarks>
internal static class NgramMatches
{
    [ThreadStatic]
    private static NgramTable? _table;

    /// <summary>Matches of orders 1 to <paramref name="matches"/>.Length.</summary>
    /// <param name="hypothesis">Token numbers (words interned over all texts of the pair, or code points).</param>
    /// <param name="references">Token numbers of each reference.</param>
    public static void Count(ReadOnlySpan<int> hypothesis, IReadOnlyList<int[]> references, Span<int> matches)
    {
        var table = _table ??= new NgramTable();
        var total = references.Sum(r => r.Length);
        var ids = new int[hypothesis.Length];
        var referenceIds = references.Select(r => new int[r.Length]).ToArray();
        var (most, count) = (new int[total], new int[total]);
        for (var order = 1; order <= matches.Length; order++)
        {
            table.Reset(total);
            Array.Clear(most);
            for (var r = 0; r < references.Count; r++)
                Add(table, references[r], referenceIds[r], order, count, most);
            matches[order - 1] = Match(table, hypothesis, ids, order, most);
        }
    }

    private static void Add(NgramTable table, int[] tokens, int[] ids, int order, int[] count, int[] most)
    {
        Array.Clear(count);
        for (var i = 0; i + order <= tokens.Length; i++)
        {
            var id = ids[i] = table.Intern(Key(ids[i], tokens[i + order - 1]));
            most[id] = Math.Max(most[id], ++count[id]);
        }
    }

    private static int Match(NgramTable table, ReadOnlySpan<int> tokens, int[] ids, int order, int[] most)
    {
        var matches = 0;
        for (var i = 0; i + order <= tokens.Length; i++)
        {
            // An n-gram whose beginning no reference has cannot match.
            if (ids[i] < 0)
                continue;
            var id = ids[i] = table.Find(Key(ids[i], tokens[i + order - 1]));
            if (id < 0 || most[id] == 0)
                continue;
            most[id]--;
            matches++;
        }

        return matches;
    }

    private static ulong Key(int beginning, int last) => ((ulong)(uint)beginning << 32) | (uint)last;
}
