namespace Clt.Engine.Layers;

/// <summary>Hands out runs of rows, first fit. Rows that are given back are joined with their neighbours.</summary>
internal sealed class RowAllocator
{
    private readonly SortedList<long, long> _free = [];

    /// <summary>Rows there are.</summary>
    public long Capacity { get; private set; }

    /// <summary>Rows handed out.</summary>
    public long Used { get; private set; }

    /// <summary>The first of so many rows, or null when no run is that long.</summary>
    public long? Take(long count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 0);
        if (count == 0)
            return 0;
        for (var i = 0; i < _free.Count; i++)
        {
            var (start, length) = (_free.GetKeyAtIndex(i), _free.GetValueAtIndex(i));
            if (length < count)
                continue;
            _free.RemoveAt(i);
            if (length > count)
                _free.Add(start + count, length - count);
            Used += count;
            return start;
        }

        return null;
    }

    /// <summary>Gives a run back.</summary>
    public void Return(long start, long count)
    {
        if (count == 0)
            return;
        Used -= count;
        Insert(start, count);
    }

    /// <summary>Adds rows behind those there are.</summary>
    public void Grow(long capacity)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(capacity, Capacity);
        var added = capacity - Capacity;
        if (added > 0)
            Insert(Capacity, added);
        Capacity = capacity;
    }

    private void Insert(long start, long count)
    {
        _free.Add(start, count);
        var at = _free.IndexOfKey(start);
        Join(at);
        if (at > 0)
            Join(at - 1);
    }

    private void Join(int at)
    {
        if (at + 1 >= _free.Count || _free.GetKeyAtIndex(at) + _free.GetValueAtIndex(at) != _free.GetKeyAtIndex(at + 1))
            return;
        _free.SetValueAtIndex(at, _free.GetValueAtIndex(at) + _free.GetValueAtIndex(at + 1));
        _free.RemoveAt(at + 1);
    }
}
