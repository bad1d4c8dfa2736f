namespace Clt.Engine.Objectives;

/// <summary>
/// BART's noise (Lewis et al. 2020, text infilling and sentence permutation) with the figures of mBART (Liu et al. 2020): sentences change
/// places, and spans of words, whose lengths are Poisson distributed, each become one mask. A span of no words is a mask put in.
/// </summary>
public sealed record SpanNoise
{
    /// <summary>The token that stands for a span.</summary>
    public required int Mask { get; init; }

    /// <summary>Share of the words that is masked, rounded up to a whole word.</summary>
    public double Ratio { get; init; } = 0.35;

    /// <summary>Mean of the spans' lengths in words.</summary>
    public double MeanLength { get; init; } = 3.5;

    /// <summary>Whether sentences change places.</summary>
    public bool PermuteSentences { get; init; } = true;

    /// <summary>Whether a token begins a word: words are masked whole. Null: every token is a word.</summary>
    public Func<int, bool>? StartsWord { get; init; }

    /// <exception cref="InputException">A setting is out of range: all such are listed.</exception>
    public void Check(int vocabulary)
    {
        var problems = new List<Problem>();
        if (Mask < 0 || Mask >= vocabulary)
            Add($"the mask token is {Mask}, outside the vocabulary of {vocabulary}", "Give the id of <mask>.");
        if (Ratio is not (>= 0 and <= 1))
            Add($"the ratio is {Ratio}", "Give a number from 0 to 1.");
        // Shorter ones would put in more masks than they take words out.
        if (MeanLength is not (>= 0.5 and <= 100))
            Add($"the mean length is {MeanLength}", "Give a number from 0.5 to 100.");
        if (problems.Count > 0)
            throw new InputException(problems);

        void Add(string what, string mend) => problems.Add(new Problem(what, "span noise", mend));
    }

    /// <summary>The spoilt text.</summary>
    /// <param name="sentences">Token ids.</param>
    /// <param name="seed">The same seed spoils alike.</param>
    public int[] Apply(IReadOnlyList<int[]> sentences, Seed seed)
    {
        var rng = seed.Generator();
        var order = sentences.ToArray();
        if (PermuteSentences)
            rng.Shuffle<int[]>(order);
        return Spoil(Words([.. order.SelectMany(s => s)]), rng);
    }

    private int[] Spoil(List<int[]> words, Rng rng)
    {
        var (spoilt, word) = (new List<int>(), 0);
        foreach (var span in InfillingSpans.Draw(words.Count, Ratio, MeanLength, rng))
        {
            if (span is null)
                spoilt.AddRange(words[word++]);
            else
                spoilt.Add(Mask);
            word += span ?? 0;
        }

        return [.. spoilt];
    }

    private List<int[]> Words(int[] ids)
    {
        var starts = Enumerable
            .Range(0, ids.Length)
            .Where(i => i == 0 || StartsWord is null || StartsWord(ids[i]))
            .Append(ids.Length)
            .ToArray();
        return [.. starts.Zip(starts.Skip(1), (from, to) => ids[from..to])];
    }
}
