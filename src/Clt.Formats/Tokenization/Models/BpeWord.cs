namespace Clt.Formats.Tokenization.Models;

/// <summary>
/// One word as a linked list of symbols, and the greedy merging of byte-pair encoding (Sennrich et al. 2016, section 3.2).
/// </summary>
/// <remarks>The pair of lowest rank merges first, the leftmost among equals. Short words are searched, long ones use a heap.</remarks>
internal sealed class BpeWord
{
    private const int LongWord = 40;
    private readonly PriorityQueue<int, long> _heap = new();
    private Symbol[] _symbols = new Symbol[64];
    private int _count;

    public void Clear() => _count = 0;

    /// <summary>Appends a symbol that covers the units [start, end) of the word.</summary>
    public void Add(int id, int start, int end)
    {
        if (_count == _symbols.Length)
            Array.Resize(ref _symbols, _count * 2);
        _symbols[_count] = new Symbol
        {
            Id = id,
            Start = start,
            End = end,
            Next = _count + 1,
            Previous = _count - 1,
        };
        _count++;
    }

    public void Merge(MergeTable merges)
    {
        for (var i = 0; i < _count; i++)
            Rank(i, merges);
        if (_count <= LongWord)
            MergeBySearch(merges);
        else
            MergeByHeap(merges);
    }

    public void CopyTo(List<ModelToken> tokens)
    {
        for (var i = 0; i < _count; i = _symbols[i].Next)
            tokens.Add(new ModelToken(_symbols[i].Id, _symbols[i].Start, _symbols[i].End));
    }

    private void MergeBySearch(MergeTable merges)
    {
        while (true)
        {
            var best = -1;
            var rank = int.MaxValue;
            for (var i = 0; i < _count; i = _symbols[i].Next)
            {
                if (_symbols[i].Rank < rank)
                    (best, rank) = (i, _symbols[i].Rank);
            }

            if (best < 0)
                return;
            Join(best, merges);
        }
    }

    private void MergeByHeap(MergeTable merges)
    {
        _heap.Clear();
        for (var i = 0; i < _count; i++)
            Push(i);
        while (_heap.TryDequeue(out var at, out var priority))
        {
            if (_symbols[at].Rank == int.MaxValue || _symbols[at].Rank != (int)(priority >> 32))
                continue;
            var previous = Join(at, merges);
            Push(at);
            if (previous >= 0)
                Push(previous);
        }
    }

    private void Push(int at)
    {
        if (_symbols[at].Rank != int.MaxValue)
            _heap.Enqueue(at, ((long)_symbols[at].Rank << 32) | (uint)at);
    }

    /// <summary>Merges the symbol with its right neighbour; returns the one before it, -1 where there is none.</summary>
    private int Join(int at, MergeTable merges)
    {
        ref var symbol = ref _symbols[at];
        var right = symbol.Next;
        symbol.Id = symbol.Merged;
        symbol.Start = Math.Min(symbol.Start, _symbols[right].Start);
        symbol.End = Math.Max(symbol.End, _symbols[right].End);
        symbol.Next = _symbols[right].Next;
        if (symbol.Next < _count)
            _symbols[symbol.Next].Previous = at;
        _symbols[right].Rank = int.MaxValue;
        Rank(at, merges);
        if (symbol.Previous >= 0)
            Rank(symbol.Previous, merges);
        return symbol.Previous;
    }

    private void Rank(int at, MergeTable merges)
    {
        ref var symbol = ref _symbols[at];
        symbol.Rank = symbol.Next < _count ? merges.Find(symbol.Id, _symbols[symbol.Next].Id, out symbol.Merged) : int.MaxValue;
    }

    private struct Symbol
    {
        public int Id;
        public int Start;
        public int End;
        public int Next;
        public int Previous;
        public int Rank;
        public int Merged;
    }
}
