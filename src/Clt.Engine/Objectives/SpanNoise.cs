namespace Clt.Engine.Objectives;

/// <summary>Text infilling and sentence permutation, as <see cref="TextNoise"/> says, on token ids.</summary>
public sealed record SpanNoise : TextNoise
{
    public SpanNoise() { }

    /// <param name="noise">The settings.</param>
    public SpanNoise(TextNoise noise)
        : base(noise) { }

    /// <summary>The token that stands for a span.</summary>
    public required int Mask { get; init; }

    /// <summary>Whether a token begins a word: words are masked whole. Null: every token is a word.</summary>
    public Func<int, bool>? StartsWord { get; init; }

    /// <exception cref="InputException">A setting is out of range: all such are listed.</exception>
    public void Check(int vocabulary)
    {
        const string Where = "span noise";
        var problems = Problems(Where).ToList();
        if (Mask < 0 || Mask >= vocabulary)
            problems.Insert(
                0,
                new Problem($"the mask token is {Mask}, outside the vocabulary of {vocabulary}", Where, "Give the id of <mask>.")
            );
        if (problems.Count > 0)
            throw new InputException(problems);
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
        var budget = (int)Math.Ceiling(words.Count * Ratio);
        var spans = Lengths(budget, rng);
        // All arrangements of spans and of words that stay are equally likely.
        bool[] isSpan = [.. spans.Select(_ => true), .. Enumerable.Repeat(false, words.Count - budget)];
        rng.Shuffle<bool>(isSpan);
        var (spoilt, word, span) = (new List<int>(), 0, 0);
        foreach (var masked in isSpan)
        {
            if (!masked)
            {
                spoilt.AddRange(words[word++]);
                continue;
            }

            spoilt.Add(Mask);
            word += spans[span++];
        }

        return [.. spoilt];
    }

    /// <summary>Lengths whose sum is the budget: the one that passes it is cut.</summary>
    private int[] Lengths(int budget, Rng rng)
    {
        var lengths = new List<int>();
        for (var left = budget; left > 0; left -= lengths[^1])
            lengths.Add(Math.Min(left, Poisson(rng)));
        var mixed = lengths.ToArray();
        rng.Shuffle<int>(mixed);
        return mixed;
    }

    /// <summary>Knuth's method: how many uniform factors keep a product above e^−mean.</summary>
    private int Poisson(Rng rng)
    {
        var (least, product, count) = (Math.Exp(-MeanLength), rng.NextDouble(), 0);
        for (; product > least; product *= rng.NextDouble())
            count++;
        return count;
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
