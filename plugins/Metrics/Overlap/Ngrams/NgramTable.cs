namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// Gives numbers to n-grams: a hash table from 64-bit keys to 0, 1, 2 … with linear probing. Reused, since most texts are short.
/// </summary>
internal sealed class NgramTable
{
    private ulong[] _keys = new ulong[64];
    private int[] _numbers = new int[64];
    private int _mask = 63;

    public int Count { get; private set; }

    /// <summary>Empties the table and makes room.</summary>
    public void Reset(int capacity)
    {
        var size = (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(64, 2 * capacity));
        if (size > _keys.Length)
            (_keys, _numbers) = (new ulong[size], new int[size]);
        else
            Array.Clear(_numbers, 0, size);
        _mask = size - 1;
        Count = 0;
    }

    /// <summary>The key's number; a new key gets the next one.</summary>
    public int Intern(ulong key)
    {
        for (var slot = Hash(key); ; slot++)
        {
            // Numbers are stored plus one, so that zero is an empty slot.
            var number = _numbers[slot & _mask];
            if (number == 0)
            {
                (_keys[slot & _mask], _numbers[slot & _mask]) = (key, ++Count);
                return Count - 1;
            }

            if (_keys[slot & _mask] == key)
                return number - 1;
        }
    }

    /// <summary>The key's number, or -1.</summary>
    public int Find(ulong key)
    {
        for (var slot = Hash(key); ; slot++)
        {
            var number = _numbers[slot & _mask];
            if (number == 0 || _keys[slot & _mask] == key)
                return number - 1;
        }
    }

    private int Hash(ulong key) => (int)((key * 0x9E3779B97F4A7C15) >> 33) & _mask;
}
