namespace Clt.Results.Statistics.Numpy;

/// <summary>numpy's <c>default_rng(seed)</c>: PCG XSL-RR 128/64 (O'Neill 2014) with numpy's ways of drawing integers.</summary>
/// <remarks>For reproducing other tools' resampling; our own randomness is <see cref="Seed"/> and <see cref="Rng"/>.</remarks>
public sealed class Pcg64
{
    private static readonly UInt128 Multiplier = new(0x2360ED051FC65DA4, 0x4385DF649FCCF645);
    private readonly UInt128 _increment;
    private UInt128 _state;
    private uint? _upperHalf;

    /// <param name="seed">Non-negative.</param>
    public Pcg64(UInt128 seed)
    {
        var words = new SeedSequence(seed).Generate(8);
        ulong Word(int i) => words[2 * i] | ((ulong)words[(2 * i) + 1] << 32);
        _increment = (new UInt128(Word(2), Word(3)) << 1) | 1;
        Step();
        _state += new UInt128(Word(0), Word(1));
        Step();
    }

    public UInt128 State => _state;

    public UInt128 Increment => _increment;

    public ulong NextUInt64()
    {
        Step();
        var (upper, lower) = ((ulong)(_state >> 64), (ulong)_state);
        return ulong.RotateRight(upper ^ lower, (int)(upper >> 58));
    }

    /// <summary>Halves of 64-bit outputs, the low half first.</summary>
    public uint NextUInt32()
    {
        if (_upperHalf is { } upper)
        {
            _upperHalf = null;
            return upper;
        }

        var both = NextUInt64();
        _upperHalf = (uint)(both >> 32);
        return (uint)both;
    }

    /// <summary><c>random()</c>: uniform in [0, 1), 53 bits.</summary>
    public double NextDouble() => (NextUInt64() >> 11) * (1.0 / (1UL << 53));

    /// <summary><c>integers(0, bound)</c>, also <c>choice</c>: Lemire's method on 32-bit words.</summary>
    /// <param name="bound">At least 1. A bound of 1 draws nothing, as in numpy.</param>
    public int Next(int bound)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(bound, 1);
        if (bound == 1)
            return 0;
        var product = (ulong)NextUInt32() * (uint)bound;
        if ((uint)product < (uint)bound)
        {
            var threshold = (0u - (uint)bound) % (uint)bound;
            while ((uint)product < threshold)
                product = (ulong)NextUInt32() * (uint)bound;
        }

        return (int)(product >> 32);
    }

    /// <summary><c>integers(0, bound, size)</c>.</summary>
    public int[] Integers(int bound, int size)
    {
        var values = new int[size];
        for (var i = 0; i < size; i++)
            values[i] = Next(bound);
        return values;
    }

    /// <summary>
    /// <c>integers(2, size=size, dtype=bool)</c>: the bits of 32-bit words, lowest first; bits left over at the end of a call are dropped.
    /// </summary>
    public bool[] Booleans(int size)
    {
        var values = new bool[size];
        uint word = 0;
        for (var i = 0; i < size; i++)
        {
            word = i % 32 == 0 ? NextUInt32() : word >> 1;
            values[i] = (word & 1) == 1;
        }

        return values;
    }

    private void Step() => _state = (_state * Multiplier) + _increment;
}
