namespace Clt.Results.Statistics.Numpy;

/// <summary>numpy's SeedSequence: spreads a seed over a pool of four 32-bit words (after O'Neill's seed_seq_fe).</summary>
public sealed class SeedSequence
{
    private readonly uint[] _pool = new uint[4];
    private uint _constant = 0x43b0d7e5;

    /// <param name="seed">A non-negative integer of any size.</param>
    public SeedSequence(UInt128 seed)
    {
        var entropy = new List<uint>();
        do
        {
            entropy.Add((uint)seed);
            seed >>= 32;
        } while (seed != 0);

        for (var i = 0; i < 4; i++)
            _pool[i] = Hash(i < entropy.Count ? entropy[i] : 0);
        for (var from = 0; from < 4; from++)
        {
            for (var to = 0; to < 4; to++)
            {
                if (from != to)
                    _pool[to] = Mix(_pool[to], Hash(_pool[from]));
            }
        }
    }

    /// <summary>The first <paramref name="count"/> 32-bit words derived from the seed.</summary>
    public uint[] Generate(int count)
    {
        var words = new uint[count];
        var constant = 0x8b51f9ddu;
        for (var i = 0; i < count; i++)
        {
            var word = _pool[i % 4] ^ constant;
            constant *= 0x58f38ded;
            word *= constant;
            words[i] = word ^ (word >> 16);
        }

        return words;
    }

    private static uint Mix(uint x, uint y)
    {
        var mixed = (0xca01f9dd * x) - (0x4973f715 * y);
        return mixed ^ (mixed >> 16);
    }

    private uint Hash(uint value)
    {
        value ^= _constant;
        _constant *= 0x931e8875;
        value *= _constant;
        return value ^ (value >> 16);
    }
}
