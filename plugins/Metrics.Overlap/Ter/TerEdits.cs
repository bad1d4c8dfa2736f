namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// The number of edits of TER (Snover et al. 2006): insertions, deletions, substitutions, and shifts of phrases, found greedily with Tercom's limits
/// (phrases to 10 words, distance to 50, 1,000 candidates) and Tercom's order of preference.
/// </summary>
internal sealed class TerEdits
{
    private const int MaxShiftSize = 10;
    private const int MaxShiftDistance = 50;
    private const int MaxCandidates = 1000;
    private readonly int[] _reference;
    private readonly EditMatrix _matrix;
    private int _candidates;

    private TerEdits(int[] hypothesis, int[] reference) => (_reference, _matrix) = (reference, new EditMatrix(reference, hypothesis.Length));

    public static int Count(int[] hypothesis, int[] reference) =>
        reference.Length == 0 ? hypothesis.Length : new TerEdits(hypothesis, reference).Run(hypothesis);

    private int Run(int[] words)
    {
        for (var shifts = 0; ; shifts++)
        {
            var before = _matrix.Distance(words);
            var best = BestShift(words, before);
            if (_candidates >= MaxCandidates || best is null || best.Gain <= 0) return shifts + _matrix.Distance(words);
            words = best.Words;
        }
    }

    private Shift? BestShift(int[] words, int before)
    {
        var alignment = new TerAlignment(_matrix.Trace(), words.Length, _reference.Length);
        Shift? best = null;
        foreach (var (start, startReference, length) in MatchingPhrases(words))
        {
            // A shift can help only where the phrase is wrong, its target is wrong, and the target lies outside the phrase.
            if (!alignment.HypothesisWrong(start, length) || !alignment.ReferenceWrong(startReference, length)) continue;
            var aligned = alignment.HypothesisOf(startReference);
            if (start <= aligned && aligned < start + length) continue;
            var previous = -1;
            for (var offset = -1; offset < length; offset++)
            {
                var at = startReference + offset;
                if (at >= _reference.Length) break;
                var target = at == -1 ? 0 : alignment.HypothesisOf(at) + 1;
                if (target == previous) continue;
                previous = target;
                var moved = Move(words, start, length, target);
                var candidate = new Shift(before - _matrix.Distance(moved), length, start, target, moved);
                _candidates++;
                if (best is null || candidate.IsBetterThan(best)) best = candidate;
            }

            if (_candidates >= MaxCandidates) break;
        }

        return best;
    }

    private IEnumerable<(int Start, int StartReference, int Length)> MatchingPhrases(int[] words)
    {
        for (var h = 0; h < words.Length; h++)
        {
            for (var r = Math.Max(0, h - MaxShiftDistance); r <= Math.Min(_reference.Length - 1, h + MaxShiftDistance); r++)
            {
                for (var n = 0; n < MaxShiftSize && h + n < words.Length && r + n < _reference.Length && words[h + n] == _reference[r + n]; n++)
                {
                    yield return (h, r, n + 1);
                }
            }
        }
    }

    private static int[] Move(int[] words, int start, int length, int target)
    {
        var phrase = words[start..(start + length)];
        if (target < start) return [.. words[..target], .. phrase, .. words[target..start], .. words[(start + length)..]];
        // A target inside the phrase counts from the phrase's end.
        var end = Math.Min(words.Length, target > start + length ? target : length + target);
        return [.. words[..start], .. words[(start + length)..end], .. phrase, .. words[end..]];
    }

    private sealed record Shift(int Gain, int Length, int Start, int Target, int[] Words)
    {
        public bool IsBetterThan(Shift other) =>
            (Gain, Length, -Start, -Target).CompareTo((other.Gain, other.Length, -other.Start, -other.Target)) > 0;
    }
}
