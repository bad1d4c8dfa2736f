using System.Numerics;

namespace Clt;

/// <summary>xoshiro256** (Blackman and Vigna), seeded through SplitMix64: the same numbers on every platform and .NET version.</summary>
/// <remarks>Not for cryptography. The state can be saved and restored, so that a resumed run goes on with the same numbers.</remarks>
public sealed class Rng
{
    private readonly ulong[] _s = new ulong[4];

    public Rng(ulong seed)
    {
        for (var i = 0; i < 4; i++)
        {
            seed += 0x9E3779B97F4A7C15;
            var z = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            _s[i] = z ^ (z >> 31);
        }
    }

    /// <summary>The four words of state; assign to restore.</summary>
    public IReadOnlyList<ulong> State
    {
        get => [.. _s];
        set
        {
            if (value.Count != 4)
                throw new ArgumentException("The state of xoshiro256** is four 64-bit words.", nameof(value));
            for (var i = 0; i < 4; i++)
                _s[i] = value[i];
        }
    }

    public ulong NextUInt64()
    {
        var result = BitOperations.RotateLeft(_s[1] * 5, 7) * 9;
        var t = _s[1] << 17;
        _s[2] ^= _s[0];
        _s[3] ^= _s[1];
        _s[1] ^= _s[2];
        _s[0] ^= _s[3];
        _s[2] ^= t;
        _s[3] = BitOperations.RotateLeft(_s[3], 45);
        return result;
    }

    /// <summary>Uniform in [0, <paramref name="bound"/>), without bias (Lemire's method).</summary>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        var threshold = (0UL - (ulong)bound) % (ulong)bound;
        while (true)
        {
            var high = Math.BigMul(NextUInt64(), (ulong)bound, out var low);
            if (low >= threshold)
                return (int)high;
        }
    }

    /// <summary>Uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Fisher-Yates shuffle in place.</summary>
    public void Shuffle<T>(Span<T> values)
    {
        for (var i = values.Length - 1; i > 0; i--)
        {
            var j = Next(i + 1);
            (values[i], values[j]) = (values[j], values[i]);
        }
    }
}
