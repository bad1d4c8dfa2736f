using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>How words are aligned from the similarity of their states (SimAlign, Jalili Sabet et al. 2020).</summary>
public enum AlignBy
{
    /// <summary>Two words are linked where each is the other's most similar one.</summary>
    ArgMax,

    /// <summary>Again, where words are left over, with the similarity of those that have a link made less.</summary>
    IterMax,
}

/// <summary>Word alignment from states, as in SimAlign: links of words that are each other's most similar.</summary>
public static class WordAlignment
{
    /// <summary>What the similarity of a word with a link counts for in the next round.</summary>
    private const double Less = 0.9;

    /// <summary>Links (i, j), ascending.</summary>
    /// <param name="x">[n, D]: a row a word of the first sentence.</param>
    /// <param name="y">[m, D]: a row a word of the second.</param>
    /// <param name="by">How.</param>
    public static IReadOnlyList<(int First, int Second)> Of(Matrix<double> x, Matrix<double> y, AlignBy by)
    {
        var similarity = Embeddings.Cosines(x, y).Map(c => (c + 1) / 2, Zeros.Include);
        return by switch
        {
            AlignBy.ArgMax => Mutual(similarity, (_, _) => true),
            AlignBy.IterMax => IterMax(similarity),
            _ => throw new ArgumentOutOfRangeException(nameof(by), by, "Words are not aligned by that."),
        };
    }

    /// <summary>SimAlign's second round: words that have no link yet may be linked, also with words that have one.</summary>
    private static IReadOnlyList<(int First, int Second)> IterMax(Matrix<double> similarity)
    {
        var links = Mutual(similarity, (_, _) => true);
        if (Math.Min(similarity.RowCount, similarity.ColumnCount) <= 2)
            return links;
        var (first, second) = (links.Select(l => l.First).ToHashSet(), links.Select(l => l.Second).ToHashSet());
        if (first.Count == similarity.RowCount || second.Count == similarity.ColumnCount)
            return links;
        var left = similarity.MapIndexed(
            (i, j, s) =>
                (first.Contains(i), second.Contains(j)) switch
                {
                    (true, true) => 0,
                    (false, false) => s,
                    _ => Less * s,
                },
            Zeros.Include
        );
        return [.. links.Concat(Mutual(left, (i, j) => !first.Contains(i) || !second.Contains(j))).Distinct().Order()];
    }

    private static IReadOnlyList<(int First, int Second)> Mutual(Matrix<double> similarity, Func<int, int, bool> may)
    {
        var forwards = similarity.EnumerateRows().Select(r => r.MaximumIndex()).ToList();
        var backwards = similarity.EnumerateColumns().Select(c => c.MaximumIndex()).ToList();
        return [.. forwards.Select((j, i) => (First: i, Second: j)).Where(l => backwards[l.Second] == l.First && may(l.First, l.Second))];
    }
}
