namespace Clt.Plugins.Metrics.Overlap;

/// <summary>Which words of the hypothesis and the reference are wrong, and where reference words stand in the hypothesis.</summary>
internal sealed class TerAlignment
{
    private readonly bool[] _hypothesisWrong;
    private readonly bool[] _referenceWrong;
    private readonly int[] _hypothesisOf;

    public TerAlignment(List<EditOperation> trace, int hypothesisLength, int referenceLength)
    {
        _hypothesisWrong = new bool[hypothesisLength];
        _referenceWrong = new bool[referenceLength];
        _hypothesisOf = new int[referenceLength];
        var (h, r) = (-1, -1);
        foreach (var operation in trace)
        {
            // An insertion adds a reference word, a deletion drops a hypothesis word.
            if (operation != EditOperation.Insert)
                _hypothesisWrong[++h] = operation != EditOperation.Keep;
            if (operation == EditOperation.Delete)
                continue;
            _referenceWrong[++r] = operation != EditOperation.Keep;
            _hypothesisOf[r] = h;
        }
    }

    public bool HypothesisWrong(int start, int length) => _hypothesisWrong.AsSpan(start, length).Contains(true);

    public bool ReferenceWrong(int start, int length) => _referenceWrong.AsSpan(start, length).Contains(true);

    /// <summary>The hypothesis word that a reference word is aligned to, or the one before it; -1 before the first.</summary>
    public int HypothesisOf(int reference) => _hypothesisOf[reference];
}
