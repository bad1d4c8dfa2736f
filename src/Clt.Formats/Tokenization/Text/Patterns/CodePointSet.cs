using System.Numerics;

namespace Clt.Formats.Tokenization.Text.Patterns;

/// <summary>Set of code points, a bit each, in pages. A pattern has a set for each of its letters, so empty pages take nothing.</summary>
internal sealed class CodePointSet
{
    public const int Last = 0x10FFFF;
    private const int PageBits = 12,
        Words = (1 << PageBits) / 64;
    private static readonly ulong[] Empty = new ulong[Words];
    private readonly ulong[]?[] _pages = new ulong[]?[(Last + 1) >> PageBits];

    /// <summary>The code points of a range, ends included.</summary>
    public static CodePointSet Of(int first, int last)
    {
        var set = new CodePointSet();
        set.Add(first, last);
        return set;
    }

    public static CodePointSet Of(int codePoint) => Of(codePoint, codePoint);

    public bool Contains(int codePoint) =>
        _pages[codePoint >> PageBits] is { } page && (page[(codePoint >> 6) % Words] >> (codePoint & 63) & 1) != 0;

    public void Add(int codePoint) =>
        (_pages[codePoint >> PageBits] ??= new ulong[Words])[(codePoint >> 6) % Words] |= 1UL << (codePoint & 63);

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
        for (var place = 0; place < _pages.Length * Words; place++)
        {
            for (var bits = _pages[place / Words]?[place % Words] ?? 0; bits != 0; bits &= bits - 1)
                yield return (place << 6) + BitOperations.TrailingZeroCount(bits);
        }
    }

    private static CodePointSet Each(CodePointSet a, CodePointSet b, Func<ulong, ulong, ulong> operation)
    {
        var set = new CodePointSet();
        for (var page = 0; page < set._pages.Length; page++)
        {
            if (a._pages[page] is null && b._pages[page] is null && operation(0, 0) == 0)
                continue;
            var (left, right, made) = (a._pages[page] ?? Empty, b._pages[page] ?? Empty, new ulong[Words]);
            for (var word = 0; word < Words; word++)
                made[word] = operation(left[word], right[word]);
            set._pages[page] = made;
        }

        return set;
    }
}
