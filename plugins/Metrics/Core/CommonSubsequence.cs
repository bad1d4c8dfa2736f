namespace Clt.Plugins.Metrics.Core;

/// <summary>Length of the longest common subsequence, bit-parallel (Hyyrö 2004): 64 cells of the table a word operation.</summary>
/// <remarks>
/// Memory is linear. Two texts of 10^6 tokens that share neither beginning nor end take about 20 s; a long output against a short
/// reference takes no time.
/// </remarks>
public static class CommonSubsequence
{
    public static int Length<T>(IReadOnlyList<T> a, IReadOnlyList<T> b)
        where T : notnull
    {
        var same = EqualityComparer<T>.Default;
        var (start, endA, endB) = (0, a.Count, b.Count);
        while (start < endA && start < endB && same.Equals(a[start], b[start]))
            start++;
        while (endA > start && endB > start && same.Equals(a[endA - 1], b[endB - 1]))
            (endA, endB) = (endA - 1, endB - 1);
        var common = a.Count - (endA - start);
        // The shorter text lies along the words of bits.
        return common + (endA <= endB ? Between(a, b, start, endA, endB) : Between(b, a, start, endB, endA));
    }

    private static int Between<T>(IReadOnlyList<T> a, IReadOnlyList<T> b, int start, int endA, int endB)
        where T : notnull
    {
        var words = (endA - start + 63) / 64;
        var places = new Dictionary<T, Places>();
        for (var i = start; i < endA; i++)
        {
            if (!places.TryGetValue(a[i], out var found))
                places.Add(a[i], found = new Places());
            found.At.Add(i - start);
        }

        // A zero bit at i: the common subsequence grows when a[i] is taken in.
        var open = new ulong[words];
        Array.Fill(open, ulong.MaxValue);
        var scratch = new ulong[words];
        for (var j = start; j < endB; j++)
        {
            if (!places.TryGetValue(b[j], out var found))
                continue;
            var bits = found.Bits(scratch);
            Step(open, bits);
            if (bits == scratch)
                Array.Clear(scratch);
        }

        var length = 0;
        for (var i = 0; i < endA - start; i++)
            length += (open[i / 64] >> (i % 64) & 1) == 0 ? 1 : 0;
        return length;
    }

    private static void Step(ulong[] open, ulong[] match)
    {
        ulong carry = 0;
        for (var w = 0; w < open.Length; w++)
        {
            var hit = open[w] & match[w];
            var sum = open[w] + hit;
            var over = sum < hit ? 1UL : 0;
            sum += carry;
            if (sum < carry)
                over = 1;
            open[w] = sum | (open[w] - hit);
            carry = over;
        }
    }

    /// <summary>
    /// Where a token occurs. Frequent tokens keep their bits (there are at most 64 of them, so memory stays linear); others set them each
    /// time.
    /// </summary>
    private sealed class Places
    {
        private ulong[]? _bits;

        public List<int> At { get; } = [];

        public ulong[] Bits(ulong[] scratch)
        {
            if (_bits is not null)
                return _bits;
            var target = At.Count > scratch.Length ? _bits = new ulong[scratch.Length] : scratch;
            foreach (var i in At)
                target[i / 64] |= 1UL << (i % 64);
            return target;
        }
    }
}
