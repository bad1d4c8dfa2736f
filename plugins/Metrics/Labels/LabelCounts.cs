namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Counts by label that macro F1, MCC and kappa are functions of: right, true and given, and the sum of the disagreements' weights. Three
/// numbers a label, where a whole table would be as many as its square.
/// </summary>
/// <param name="sums">As <see cref="Add"/> lays them out.</param>
/// <param name="labels">Number of labels; the one after the last is "none", for outputs that are no label.</param>
public readonly ref struct LabelCounts(ReadOnlySpan<double> sums, int labels)
{
    private readonly ReadOnlySpan<double> _sums = sums;

    /// <summary>Numbers that an item has.</summary>
    public static int Size(int labels) => (3 * (labels + 1)) + 1;

    /// <summary>Counts an item.</summary>
    public static void Add(Span<double> sums, int labels, int truth, int given, double weight)
    {
        if (truth == given)
            sums[truth]++;
        sums[labels + 1 + truth]++;
        sums[(2 * (labels + 1)) + given]++;
        sums[^1] += weight;
    }

    /// <summary>Labels without "none".</summary>
    public int Labels => labels;

    /// <summary>Items whose true label this is and that got it.</summary>
    public double Right(int label) => _sums[label];

    /// <summary>Items whose true label this is.</summary>
    public double Truth(int label) => _sums[labels + 1 + label];

    /// <summary>Items that got this label.</summary>
    public double Given(int label) => _sums[(2 * (labels + 1)) + label];

    /// <summary>Sum of the weights of disagreement over items.</summary>
    public double Disagreement => _sums[^1];

    /// <summary>All items.</summary>
    public double Total
    {
        get
        {
            var total = 0.0;
            for (var l = 0; l <= labels; l++)
                total += Truth(l);
            return total;
        }
    }
}
