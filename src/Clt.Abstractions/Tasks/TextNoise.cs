namespace Clt;

/// <summary>
/// Denoising: how a text is spoilt that an encoder-decoder learns to mend (BART, Lewis et al. 2020: text infilling and sentence
/// permutation; the figures are mBART's, Liu et al. 2020). Spans of words, whose lengths are Poisson distributed, each become one mask; a
/// span of no words is a mask put in; sentences change places.
/// </summary>
public record TextNoise
{
    /// <summary>Share of the words that is masked, from 0 to 1, rounded up to a whole word.</summary>
    public double Ratio { get; init; } = 0.35;

    /// <summary>Mean of the spans' lengths in words, from 0.5 to 100.</summary>
    public double MeanLength { get; init; } = 3.5;

    /// <summary>Whether sentences change places.</summary>
    public bool PermuteSentences { get; init; } = true;

    /// <summary>The settings as they stand in names of cells.</summary>
    public IReadOnlyList<(string Key, object? Value)> Fields =>
        [("masked", Ratio), ("mean span", MeanLength), ("sentences permuted", PermuteSentences)];

    /// <summary>What is out of range.</summary>
    /// <param name="where">Where it was set.</param>
    public IEnumerable<Problem> Problems(string where)
    {
        if (Ratio is not (>= 0 and <= 1))
            yield return new Problem($"the ratio is {Ratio}", where, "Give a number from 0 to 1.");
        // Shorter ones would put in more masks than they take words out.
        if (MeanLength is not (>= 0.5 and <= 100))
            yield return new Problem($"the mean length is {MeanLength}", where, "Give a number from 0.5 to 100.");
    }
}
