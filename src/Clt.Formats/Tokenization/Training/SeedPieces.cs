using System.Runtime.InteropServices;
using System.Text;

namespace Clt.Formats.Tokenization.Training;

/// <summary>
/// Frequent substrings of words, from which a unigram model is pruned (sentencepiece's <c>MakeSeedSentencePieces</c>). A substring that
/// always goes on with the same character is left out for the longer one.
/// </summary>
/// <remarks>
/// Found length by length: a substring can occur twice only where what is one shorter does. They are told apart by a 64-bit hash; two that
/// share one, which a corpus of a million substrings has one time in ten million, are counted as one.
/// </remarks>
internal sealed class SeedPieces
{
    private readonly List<Run> _runs = [];
    private readonly Dictionary<Rune, long> _characters = [];

    /// <param name="words">Words and their counts.</param>
    /// <param name="alphabet">Substrings have no other characters.</param>
    public SeedPieces(IReadOnlyList<(string Word, long Count)> words, KnownCharacters alphabet)
    {
        foreach (var (word, count) in words)
        {
            foreach (var rune in word.EnumerateRunes().Where(alphabet.Has))
                _characters[rune] = _characters.GetValueOrDefault(rune) + count;
            Cut([.. word.EnumerateRunes()], count, alphabet);
        }
    }

    /// <summary>
    /// Pieces with their counts, the characters first; then those whose count times length is greatest, in ordinal order among equals.
    /// </summary>
    /// <param name="most">Pieces beside the characters, at most.</param>
    /// <param name="longest">Code points of a piece, at most.</param>
    public List<(string Piece, double Count)> Find(int most, int longest)
    {
        var found = new List<(string Piece, long Count, int Length)>();
        var (shorter, alive) = (Counts(1, null), true);
        for (var length = 2; length <= longest && alive; length++)
        {
            var now = Counts(length, shorter);
            // One character more may follow a substring as often as the substring itself occurs.
            foreach (var place in now.Values.Where(p => p.Count > 1))
                Mark(shorter, place, length - 1);
            if (length > 2)
                Take(found, shorter, length - 1);
            (shorter, alive) = (now, now.Values.Any(p => p.Count > 1));
            if (length == longest || !alive)
                Take(found, now, length);
        }

        var best = found.OrderByDescending(p => p.Count * p.Length).ThenBy(p => p.Piece, StringComparer.Ordinal).Take(most);
        return
        [
            .. _characters.OrderByDescending(c => c.Value).ThenBy(c => c.Key.Value).Select(c => (c.Key.ToString(), (double)c.Value)),
            .. best.Select(p => (p.Piece, (double)p.Count)),
        ];
    }

    private Dictionary<ulong, Place> Counts(int length, Dictionary<ulong, Place>? shorter)
    {
        var counts = new Dictionary<ulong, Place>();
        for (var r = 0; r < _runs.Count; r++)
        {
            var (runes, count) = (_runs[r].Runes, _runs[r].Count);
            for (var at = 0; at + length <= runes.Length; at++)
            {
                var frequent =
                    shorter is null || (IsFrequent(shorter, runes, at, length - 1) && IsFrequent(shorter, runes, at + 1, length - 1));
                if (!frequent || !IsPiece(runes, at, length))
                    continue;
                ref var place = ref CollectionsMarshal.GetValueRefOrAddDefault(counts, Hash(runes, at, length), out var known);
                if (!known)
                    place = new Place(r, at);
                place = place with { Count = place.Count + count };
            }
        }

        return counts;
    }

    /// <summary>Pieces of one character are counted whatever script they are of, so that longer ones can be found.</summary>
    private static bool IsPiece(Rune[] runes, int at, int length)
    {
        // A space begins a piece or stands nowhere in it.
        for (var i = at + 1; i < at + length; i++)
        {
            if (runes[i].Value == PieceScript.Space)
                return false;
        }

        return true;
    }

    private static bool IsFrequent(Dictionary<ulong, Place> counts, Rune[] runes, int at, int length) =>
        counts.TryGetValue(Hash(runes, at, length), out var place) && place.Count > 1;

    private void Mark(Dictionary<ulong, Place> shorter, Place place, int length)
    {
        ref var before = ref CollectionsMarshal.GetValueRefOrNullRef(shorter, Hash(_runs[place.Run].Runes, place.At, length));
        if (before.Count == place.Count)
            before = before with { GoesOn = true };
    }

    private void Take(List<(string, long, int)> found, Dictionary<ulong, Place> counts, int length)
    {
        foreach (var place in counts.Values.Where(p => p is { Count: > 1, GoesOn: false }))
            found.Add((Text(_runs[place.Run].Runes.AsSpan(place.At, length)), place.Count, length));
    }

    /// <summary>Stretches of a word within which pieces may lie.</summary>
    private void Cut(Rune[] word, long count, KnownCharacters alphabet)
    {
        for (var from = 0; from < word.Length; )
        {
            if (!alphabet.Has(word[from]))
            {
                from++;
                continue;
            }

            var (to, script) = (from + 1, PieceScript.Of(word[from]));
            while (to < word.Length && alphabet.Has(word[to]) && Goes(ref script, PieceScript.Of(word[to])))
                to++;
            if (to - from > 1)
                _runs.Add(new Run(word[from..to], count));
            from = to;
        }
    }

    private static bool Goes(ref int script, int next)
    {
        if (next == PieceScript.Any)
            return true;
        if (script == PieceScript.Any)
            script = next;
        return script == next;
    }

    private static ulong Hash(Rune[] runes, int at, int length)
    {
        var hash = 14695981039346656037UL;
        for (var i = at; i < at + length; i++)
            hash = ulong.RotateLeft((hash ^ (uint)runes[i].Value) * 0x9E3779B97F4A7C15UL, 29);
        return hash;
    }

    private static string Text(ReadOnlySpan<Rune> runes)
    {
        var text = new StringBuilder();
        foreach (var rune in runes)
            text.Append(rune.ToString());
        return text.ToString();
    }

    private readonly record struct Run(Rune[] Runes, long Count);

    /// <summary>A substring by one of its places.</summary>
    private readonly record struct Place(int Run, int At)
    {
        public long Count { get; init; }

        public bool GoesOn { get; init; }
    }
}
