namespace Clt.Results.Comparison;

/// <summary>How two runs are compared on the same items. All are two-sided.</summary>
public enum PairedTestKind
{
    /// <summary>Resamples items (and seeds, where both runs have the same); for every metric.</summary>
    Bootstrap,

    /// <summary>Approximate randomisation: swaps the runs' outputs of items; for every metric.</summary>
    Ar,

    /// <summary>Flips the signs of items' differences, in all ways where there are at most 20; for means of items.</summary>
    Permutation,

    /// <summary>Exact test of the items that one run alone gets right; for scores of 0 and 1.</summary>
    McNemar,

    /// <summary>Student's t of items' differences; for means of items.</summary>
    T,

    /// <summary>Wilcoxon's signed ranks of items' differences; for means of items.</summary>
    Wilcoxon,
}
