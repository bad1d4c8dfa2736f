namespace Clt;

/// <summary>
/// Text infilling (Lewis et al. 2020, section 2.2): which words of a text fall into spans, whose lengths are Poisson distributed.
/// </summary>
public static class InfillingSpans
{
    /// <summary>Draws spans; all arrangements of spans and of words outside are equally likely.</summary>
    /// <param name="words">Words of the text, 0 or more.</param>
    /// <param name="share">Share of the words that fall into spans, from 0 to 1, rounded up to a whole word.</param>
    /// <param name="meanLength">Mean of the spans' lengths in words, at least 0.5: shorter ones would be mostly of no words.</param>
    /// <param name="rng">Its numbers decide.</param>
    /// <returns>In the text's order: null for a word outside, else a span's number of words, 0 for one that stands between words.</returns>
    public static IReadOnlyList<int?> Draw(int words, double share, double meanLength, Rng rng)
    {
        var budget = (int)Math.Ceiling(words * share);
        var lengths = Lengths(budget, meanLength, rng);
        bool[] isSpan = [.. lengths.Select(_ => true), .. Enumerable.Repeat(false, words - budget)];
        rng.Shuffle<bool>(isSpan);
        var next = 0;
        return [.. isSpan.Select(span => span ? lengths[next++] : (int?)null)];
    }

    /// <summary>Lengths whose sum is the budget: the one that passes it is cut.</summary>
    private static int[] Lengths(int budget, double mean, Rng rng)
    {
        var lengths = new List<int>();
        for (var left = budget; left > 0; left -= lengths[^1])
            lengths.Add(Math.Min(left, Poisson(mean, rng)));
        var mixed = lengths.ToArray();
        rng.Shuffle<int>(mixed);
        return mixed;
    }

    /// <summary>Knuth's method: how many uniform factors keep a product above e^−mean.</summary>
    private static int Poisson(double mean, Rng rng)
    {
        var (least, product, count) = (Math.Exp(-mean), rng.NextDouble(), 0);
        for (; product > least; product *= rng.NextDouble())
            count++;
        return count;
    }
}
