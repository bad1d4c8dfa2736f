namespace Clt.Plugins.Sources.NumberWords;

/// <summary>Which sums there are, and how they are divided into splits.</summary>
/// <param name="Below">Operands are 1 … Below - 1.</param>
/// <param name="Operations">Any of <c>+</c> and <c>-</c>; differences are never negative.</param>
/// <param name="Seed">Decides the splits and which wording an item's question has.</param>
internal sealed record SumRange(int Below, string Operations, Seed Seed)
{
    private readonly HashSplit _split = new(Seed.Stream("number-words/split"), Validation: 0.05, Test: 0.15);

    /// <summary>One more than the largest number that occurs.</summary>
    public int Numbers => 2 * Below - 1;

    public IReadOnlyDictionary<string, string> Settings =>
        new SortedDictionary<string, string>(StringComparer.Ordinal)
        {
            ["below"] = $"{Below}",
            ["operations"] = Operations,
            ["seed"] = $"{Seed.Value}",
        };

    public Split SplitOf(Sum sum) => _split.Of(sum.SplitKey);

    /// <summary>All sums, by operation and operands.</summary>
    public IEnumerable<Sum> All() =>
        from operation in Operations
        from a in Enumerable.Range(1, Below - 1)
        from b in Enumerable.Range(1, Below - 1)
        where operation == '+' || b <= a
        select new Sum(a, operation, b);

    /// <summary>A sum's question in a language: the wording is the item's own, so that it is as varied in every split.</summary>
    public string Question(Sum sum, Phrases phrases, string[] words)
    {
        var choice = (int)(Seed.Stream("number-words/wording").Stream(sum.ItemId).Value % (ulong)phrases.Questions.Count);
        return phrases.Questions[choice].Replace("{x}", sum.InWords(phrases, words));
    }

    /// <exception cref="InputException">The settings make no sense; all problems are listed.</exception>
    public SumRange Check(string source)
    {
        List<Problem> problems = [];
        if (Below is < 3 or > 500)
            problems.Add(new Problem($"below is {Below}", $"source {source}", "Choose 3 to 500."));
        if (Operations.Length == 0 || Operations.Any(o => o is not ('+' or '-')) || Operations.Distinct().Count() != Operations.Length)
        {
            problems.Add(new Problem($"operations is '{Operations}'", $"source {source}", "Write \"+\", \"-\" or \"+-\"."));
        }

        return problems.Count == 0 ? this : throw new InputException(problems);
    }
}
