using System.Numerics;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>A set of code points, a bit each.</summary>
internal sealed class CodePointSet
{
    public const int Last = 0x10FFFF;
    private readonly ulong[] _bits = new ulong[(Last + 1) / 64];

    /// <summary>The code points of a range, ends included.</summary>
    public static CodePointSet Of(int first, int last)
    {
        var set = new CodePointSet();
        set.Add(first, last);
        return set;
    }

    public static CodePointSet Of(int codePoint) => Of(codePoint, codePoint);

    public bool Contains(int codePoint) => (_bits[codePoint >> 6] >> (codePoint & 63) & 1) != 0;

    public void Add(int codePoint) => _bits[codePoint >> 6] |= 1UL << (codePoint & 63);

    public void Add(int first, int last)
    {
        for (var c = first; c <= last; c++)
            Add(c);
    }

    public static CodePointSet operator |(CodePointSet a, CodePointSet b) => Each(a, b, (x, y) => x | y);

    public static CodePointSet operator &(CodePointSet a, CodePointSet b) => Each(a, b, (x, y) => x & y);

    public static CodePointSet operator ~(CodePointSet a) => Each(a, a, (x, _) => ~x);

    /// <summary>The code points in order.</summary>
    public IEnumerable<int> CodePoints()
    {
        for (var word = 0; word < _bits.Length; word++)
        {
            for (var bits = _bits[word]; bits != 0; bits &= bits - 1)
                yield return (word << 6) + BitOperations.TrailingZeroCount(bits);
        }
    }

    private static CodePointSet Each(CodePointSet a, CodePointSet b, Func<ulong, ulong, ulong> operation)
    {
        var set = new CodePointSet();
        for (var word = 0; word < set._bits.Length; word++)
            set._bits[word] = operation(a._bits[word], b._bits[word]);
        return set;
    }
}
