using System.Numerics;

namespace Clt.Formats.Tokenization.Models;

/// <summary>From a pair of adjacent symbol ids to the rank of its merge and the merged id; open addressing, read by many threads.</summary>
internal sealed class MergeTable
{
    private const ulong Empty = ulong.MaxValue;
    private readonly int _shift;
    private readonly ulong[] _pairs;
    private readonly (int Rank, int Id)[] _merges;

    /// <param name="capacity">The number of pairs that will be added at most.</param>
    public MergeTable(int capacity)
    {
        var size = BitOperations.RoundUpToPowerOf2((uint)Math.Max(16, capacity * 2));
        _shift = 64 - BitOperations.Log2(size);
        _pairs = new ulong[size];
        _merges = new (int, int)[size];
        Array.Fill(_pairs, Empty);
    }

    /// <summary>Adds a merge; of two merges of one pair the last stands, as in the reference.</summary>
    public void Add(int left, int right, int rank, int id)
    {
        var slot = Slot(Pair(left, right));
        _pairs[slot] = Pair(left, right);
        _merges[slot] = (rank, id);
    }

    /// <summary>The merge's rank (lower goes first), or <see cref="int.MaxValue"/> where the pair has none.</summary>
    public int Find(int left, int right, out int id)
    {
        var slot = Slot(Pair(left, right));
        if (_pairs[slot] == Empty)
        {
            id = -1;
            return int.MaxValue;
        }

        id = _merges[slot].Id;
        return _merges[slot].Rank;
    }

    private static ulong Pair(int left, int right) => ((ulong)(uint)left << 32) | (uint)right;

    private long Slot(ulong pair)
    {
        var mask = _pairs.Length - 1;
        var slot = (int)((pair * 0x9E3779B97F4A7C15UL) >> _shift);
        while (_pairs[slot] != Empty && _pairs[slot] != pair)
            slot = (slot + 1) & mask;
        return slot;
    }
}
