namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// Edit distances from prefixes of a hypothesis to prefixes of a reference, within a beam around the diagonal, as sacreBLEU's TER computes
/// them.
/// </summary>
/// <remarks>All hypotheses have the same words in other orders, so rows of a common prefix with the one before are kept.</remarks>
internal sealed class EditMatrix
{
    private const int Beam = 25;
    private const int Infinite = int.MaxValue / 2;
    private readonly int[] _reference;
    private readonly int[][] _cost;
    private readonly EditOperation[][] _operation;
    private readonly double _ratio;
    private readonly int _beam;
    private int[]? _last;

    public EditMatrix(int[] reference, int hypothesisLength)
    {
        _reference = reference;
        _cost = NewRows<int>(hypothesisLength);
        _operation = NewRows<EditOperation>(hypothesisLength);
        for (var j = 0; j <= reference.Length; j++)
            (_cost[0][j], _operation[0][j]) = (j, EditOperation.Insert);
        _ratio = hypothesisLength > 0 ? (double)reference.Length / hypothesisLength : 1;
        // Where lengths differ very much, a narrower beam would not overlap the row before.
        _beam = Beam < _ratio / 2 ? (int)Math.Ceiling((_ratio / 2) + Beam) : Beam;
    }

    /// <summary>The number of edits that turn the hypothesis into the reference.</summary>
    public int Distance(int[] hypothesis)
    {
        var row = 1;
        if (_last is not null)
            row += hypothesis.AsSpan().CommonPrefixLength(_last);
        for (; row <= hypothesis.Length; row++)
            Fill(hypothesis, row);
        _last = hypothesis;
        return _cost[hypothesis.Length][_reference.Length];
    }

    /// <summary>Whether the beam holds every way of so few edits, so that the distance within it is the edit distance itself.</summary>
    /// <remarks>
    /// A way of d edits stays within d of the diagonal i = j, which is within the difference of the lengths of the beam's middle. The whole
    /// table is inside where the reference is shorter than the beam.
    /// </remarks>
    public bool Covers(int distance) =>
        _reference.Length < _beam || distance + Math.Abs(_reference.Length - (_cost.Length - 1)) < _beam - 1;

    /// <summary>The edits of the last hypothesis, from its beginning.</summary>
    public List<EditOperation> Trace()
    {
        var trace = new List<EditOperation>();
        var (i, j) = (_last!.Length, _reference.Length);
        while (i > 0 || j > 0)
        {
            var operation = _operation[i][j];
            trace.Add(operation);
            if (operation != EditOperation.Insert)
                i--;
            if (operation != EditOperation.Delete)
                j--;
        }

        trace.Reverse();
        return trace;
    }

    private void Fill(int[] hypothesis, int i)
    {
        var (cost, above, operation) = (_cost[i], _cost[i - 1], _operation[i]);
        Array.Fill(cost, Infinite);
        var diagonal = (int)Math.Floor(i * _ratio);
        var from = Math.Max(0, diagonal - _beam);
        var to = i == hypothesis.Length ? _reference.Length + 1 : Math.Min(_reference.Length + 1, diagonal + _beam);
        for (var j = from; j < to; j++)
        {
            if (j == 0)
            {
                (cost[0], operation[0]) = (above[0] + 1, EditOperation.Delete);
                continue;
            }

            // Ties prefer keeping and substituting, then deleting.
            var same = hypothesis[i - 1] == _reference[j - 1];
            var (best, how) = (above[j - 1] + (same ? 0 : 1), same ? EditOperation.Keep : EditOperation.Substitute);
            if (above[j] + 1 < best)
                (best, how) = (above[j] + 1, EditOperation.Delete);
            if (cost[j - 1] + 1 < best)
                (best, how) = (cost[j - 1] + 1, EditOperation.Insert);
            (cost[j], operation[j]) = (best, how);
        }
    }

    private T[][] NewRows<T>(int hypothesisLength) =>
        [.. Enumerable.Range(0, hypothesisLength + 1).Select(_ => new T[_reference.Length + 1])];
}
