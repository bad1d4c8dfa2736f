namespace Clt.Plugins.Sources.NumberWords;

/// <summary>Writes one language's lines to pre-train on.</summary>
internal sealed class LineWriter(SumRange range, Language language, IReadOnlyList<Language> languages)
{
    /// <summary>Percent of each kind, in the order of <see cref="TextKind"/>; they add up to 100.</summary>
    public static IReadOnlyList<int> Shares { get; } = [25, 30, 15, 20, 10];

    private readonly Phrases _phrases = Phrasebook.For(language);
    private readonly string[] _words = Spelling.Words(language, range.Numbers);
    private readonly Sum[] _sums = [.. range.All()];

    // Questions to be tested are not seen even without their answers.
    private readonly Sum[] _trainSums = [.. range.All().Where(s => range.SplitOf(s) == Split.Train)];

    private readonly (Phrases Phrases, string[] Words)[] _others =
    [
        .. languages.Where(l => l != language).Select(l => (Phrasebook.For(l), Spelling.Words(l, range.Numbers))),
    ];

    /// <summary>The next line and its kind.</summary>
    public (TextKind Kind, string Text) Next(Rng rng)
    {
        var kind = Choose(rng.Next(100));
        // With one language there is no other to pair it with: its share goes to expressions.
        if (kind == TextKind.AcrossLanguages && _others.Length == 0)
            kind = TextKind.Expression;
        return (kind, Line(kind, rng));
    }

    private static TextKind Choose(int percent)
    {
        var kind = 0;
        while (percent >= Shares[kind])
            percent -= Shares[kind++];
        return (TextKind)kind;
    }

    private string Line(TextKind kind, Rng rng)
    {
        var number = rng.Next(range.Numbers);
        var sum = _sums[rng.Next(_sums.Length)];
        switch (kind)
        {
            case TextKind.Pair:
                return Equal($"{number}", _words[number], rng);
            case TextKind.Expression:
                return Equal(sum.Digits, sum.InWords(_phrases, _words), rng);
            case TextKind.AcrossLanguages:
                var (phrases, words) = _others[rng.Next(_others.Length)];
                return rng.Next(3) == 0
                    ? Equal(_words[number], words[number], rng)
                    : Equal(sum.InWords(_phrases, _words), sum.InWords(phrases, words), rng);
            case TextKind.Sum:
                return $"{sum.Digits} = {sum.Result}";
            case TextKind.Question:
                return range.Question(_trainSums[rng.Next(_trainSums.Length)], _phrases, _words);
            default:
                throw new ArgumentOutOfRangeException(nameof(kind), kind, "There is no such line.");
        }
    }

    /// <summary>Both sides, in either order.</summary>
    private static string Equal(string one, string other, Rng rng) => rng.Next(2) == 0 ? $"{one} = {other}" : $"{other} = {one}";
}
