namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// The number of edits of TER (Snover et al. 2006): insertions, deletions, substitutions, and shifts of phrases, found greedily with
/// Tercom's limits (phrases to 10 words, distance to 50, 1,000 candidates) and Tercom's order of preference.
/// </summary>
internal sealed class TerEdits
{
    private const int MaxShiftSize = 10;
    private const int MaxShiftDistance = 50;
    private const int MaxCandidates = 1000;
    private readonly int[] _reference;
    private readonly EditMatrix _matrix;
    private readonly BitDistance? _bits;
    private int[] _moved;
    private int _candidates;

    private TerEdits(int[] hypothesis, int[] reference)
    {
        (_reference, _moved) = (reference, new int[hypothesis.Length]);
        _matrix = new EditMatrix(reference, hypothesis.Length);
        if (reference.Length <= BitDistance.MostWords)
            _bits = new BitDistance(reference, hypothesis);
    }

    public static int Count(int[] hypothesis, int[] reference) =>
        reference.Length == 0 ? hypothesis.Length : new TerEdits(hypothesis, reference).Run(hypothesis);

    private int Run(int[] words)
    {
        for (var shifts = 0; ; shifts++)
        {
            var before = _matrix.Distance(words);
            var best = before == 0 ? null : BestShift(words, before);
            if (_candidates >= MaxCandidates || best is null || best.Gain <= 0)
                return shifts + before;
            words = best.Words;
        }
    }

    private Shift? BestShift(int[] words, int before)
    {
        var alignment = new TerAlignment(_matrix.Trace(), words.Length, _reference.Length);
        _bits?.Begin(words);
        Shift? best = null;
        foreach (var (start, startReference, length) in MatchingPhrases(words))
        {
            // A shift can help only where the phrase is wrong, its target is wrong, and the target lies outside the phrase.
            if (!alignment.HypothesisWrong(start, length) || !alignment.ReferenceWrong(startReference, length))
                continue;
            var aligned = alignment.HypothesisOf(startReference);
            if (start <= aligned && aligned < start + length)
                continue;
            var previous = -1;
            for (var offset = -1; offset < length; offset++)
            {
                var at = startReference + offset;
                if (at >= _reference.Length)
                    break;
                var target = at == -1 ? 0 : alignment.HypothesisOf(at) + 1;
                if (target == previous)
                    continue;
                previous = target;
                Move(words, start, length, target);
                _candidates++;
                var exact = _bits?.Of(_moved, Math.Min(start, target)) ?? 0;
                // The distance within the beam is at least the exact one: what that cannot make the best, the beam cannot either.
                if (before - exact <= 0 || (best is not null && !best.IsWorseThan(before - exact, length, start, target)))
                    continue;
                var gain = before - (_bits is not null && _matrix.Covers(exact) ? exact : WithinBeam());
                if (best is null || best.IsWorseThan(gain, length, start, target))
                    best = new Shift(gain, length, start, target, [.. _moved]);
            }

            if (_candidates >= MaxCandidates)
                break;
        }

        return best;
    }

    /// <summary>The distance of the moved words as sacreBLEU has it: its beam may cut off the best way.</summary>
    private int WithinBeam()
    {
        // The matrix compares with the words of the last call, so it must have them for itself.
        var words = _moved;
        _moved = [.. words];
        return _matrix.Distance(words);
    }

    private IEnumerable<(int Start, int StartReference, int Length)> MatchingPhrases(int[] words)
    {
        for (var h = 0; h < words.Length; h++)
        {
            for (var r = Math.Max(0, h - MaxShiftDistance); r <= Math.Min(_reference.Length - 1, h + MaxShiftDistance); r++)
            {
                for (
                    var n = 0;
                    n < MaxShiftSize && h + n < words.Length && r + n < _reference.Length && words[h + n] == _reference[r + n];
                    n++
                )
                {
                    yield return (h, r, n + 1);
                }
            }
        }
    }

    /// <summary>Writes the words with a phrase moved before a place.</summary>
    private void Move(int[] words, int start, int length, int target)
    {
        var from = words.AsSpan();
        var to = _moved.AsSpan();
        if (target < start)
        {
            from[..target].CopyTo(to);
            from.Slice(start, length).CopyTo(to[target..]);
            from[target..start].CopyTo(to[(target + length)..]);
            from[(start + length)..].CopyTo(to[(start + length)..]);
            return;
        }

        // A target inside the phrase counts from the phrase's end.
        var end = Math.Min(words.Length, target > start + length ? target : length + target);
        from[..start].CopyTo(to);
        from[(start + length)..end].CopyTo(to[start..]);
        from.Slice(start, length).CopyTo(to[(end - length)..]);
        from[end..].CopyTo(to[end..]);
    }

    private sealed record Shift(int Gain, int Length, int Start, int Target, int[] Words)
    {
        /// <summary>Tercom's preference: gain, then longer phrases, then earlier ones, then earlier targets.</summary>
        public bool IsWorseThan(int gain, int length, int start, int target) =>
            (gain, length, -start, -target).CompareTo((Gain, Length, -Start, -Target)) > 0;
    }
}

/// <summary>An edit that turns a hypothesis into a reference.</summary>
internal enum EditOperation : byte
{
    Keep,
    Substitute,
    Insert,
    Delete,
}
