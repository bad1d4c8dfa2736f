namespace Clt.Results.Statistics.Numpy;

/// <summary>
/// numpy's legacy <c>RandomState(seed)</c> (and <c>numpy.random.seed</c>): the Mersenne Twister MT19937 (Matsumoto and Nishimura 1998).
/// </summary>
/// <remarks>For reproducing other tools' resampling; our own randomness is <see cref="Seed"/> and <see cref="Rng"/>.</remarks>
public sealed class Mt19937
{
    private const int Size = 624;
    private readonly uint[] _state = new uint[Size];
    private int _next = Size;

    public Mt19937(uint seed)
    {
        _state[0] = seed;
        for (var i = 1; i < Size; i++)
            _state[i] = (1812433253u * (_state[i - 1] ^ (_state[i - 1] >> 30))) + (uint)i;
    }

    public uint NextUInt32()
    {
        if (_next == Size)
            Twist();
        var y = _state[_next++];
        y ^= y >> 11;
        y ^= (y << 7) & 0x9d2c5680;
        y ^= (y << 15) & 0xefc60000;
        return y ^ (y >> 18);
    }

    /// <summary><c>random_sample()</c>: uniform in [0, 1), 53 bits of two outputs.</summary>
    public double NextDouble()
    {
        var upper = NextUInt32() >> 5;
        return ((upper * 67108864.0) + (NextUInt32() >> 6)) / 9007199254740992.0;
    }

    /// <summary><c>randint(0, bound)</c>, also <c>choice</c>: masked rejection.</summary>
    /// <param name="bound">At least 1. A bound of 1 draws nothing, as in numpy.</param>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        if (bound == 1)
            return 0;
        var mask = uint.MaxValue >> System.Numerics.BitOperations.LeadingZeroCount((uint)bound - 1);
        while (true)
        {
            var value = NextUInt32() & mask;
            if (value < bound)
                return (int)value;
        }
    }

    /// <summary><c>randint(0, bound, size)</c>.</summary>
    public int[] Integers(int bound, int size)
    {
        var values = new int[size];
        for (var i = 0; i < size; i++)
            values[i] = Next(bound);
        return values;
    }

    private void Twist()
    {
        for (var i = 0; i < Size; i++)
        {
            var y = (_state[i] & 0x80000000) | (_state[(i + 1) % Size] & 0x7fffffff);
            _state[i] = _state[(i + 397) % Size] ^ (y >> 1) ^ ((y & 1) == 0 ? 0 : 0x9908b0dfu);
        }

        _next = 0;
    }
}
