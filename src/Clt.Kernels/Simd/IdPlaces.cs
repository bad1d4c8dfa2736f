namespace Clt.Kernels.Simd;

/// <summary>The places of each id, in their order: a counting sort.</summary>
internal sealed class IdPlaces
{
    private readonly int[] _start;
    private readonly int[] _order;

    /// <param name="ids">All below the limit.</param>
    /// <param name="limit">Number of ids that there can be.</param>
    internal IdPlaces(ReadOnlySpan<long> ids, long limit)
    {
        _start = new int[limit + 1];
        _order = new int[ids.Length];
        foreach (var id in ids)
            _start[id + 1]++;
        for (var id = 0; id < limit; id++)
            _start[id + 1] += _start[id];
        var next = _start.AsSpan(0, (int)limit).ToArray();
        for (var i = 0; i < ids.Length; i++)
            _order[next[ids[i]]++] = i;
    }

    internal long Limit => _start.Length - 1;

    internal long Count => _order.Length;

    /// <summary>Where an id stands.</summary>
    internal ReadOnlySpan<int> Of(long id) => _order.AsSpan(_start[id].._start[id + 1]);
}
