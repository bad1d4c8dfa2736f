using System.Runtime.CompilerServices;

namespace Clt.Kernels.Simd.Attention;

/// <summary>Which keys query i of a sequence sees: from Low to before High. Queries are aligned with the last keys.</summary>
internal readonly struct KeyRange(long queries, long keys, in AttentionRule rule)
{
    private readonly long _keys = keys,
        _window = rule.Window;
    private readonly bool _causal = rule.Causal;

    /// <summary>The key place of query 0.</summary>
    internal readonly long Offset = keys - queries;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long Low(long query) => _window > 0 ? Math.Max(0, query + Offset - _window + 1) : 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal long High(long query)
    {
        var end =
            _causal ? query + Offset + 1
            : _window > 0 ? query + Offset + _window
            : _keys;
        return Math.Max(0, Math.Min(end, _keys));
    }

    /// <summary>Columns of a block of keys that any of a strip's queries sees, in whole vectors.</summary>
    /// <param name="query">The first query.</param>
    /// <param name="rows">Number of queries.</param>
    /// <param name="key">The block's first key.</param>
    /// <param name="keys">Number of keys in the block.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Columns Strip(long query, long rows, long key, long keys)
    {
        long low = Math.Max(Low(query), key),
            high = Math.Min(High(query + rows - 1), key + keys);
        return low < high ? new(Lanes.RoundDown(low - key), Lanes.RoundUp(high - key)) : default;
    }

    /// <summary>Columns of the block that one query sees, no more than its strip's; High is at least Low.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal Columns Row(long query, long key, long keys, Columns strip)
    {
        var low = Math.Max(Low(query) - key, strip.Low);
        return new(low, Math.Max(low, Math.Min(Math.Min(High(query) - key, keys), strip.High)));
    }
}
