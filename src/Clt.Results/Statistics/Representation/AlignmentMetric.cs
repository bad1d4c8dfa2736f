namespace Clt.Results.Statistics.Representation;

/// <summary>A pair of sentences whose words were aligned.</summary>
/// <param name="Links">Places of linked words, from 0: the first sentence's and the second's.</param>
/// <param name="First">Tags of the first sentence's words; empty where there are none.</param>
/// <param name="Second">Those of the second's.</param>
/// <param name="Gold">Links that people made, or null.</param>
public sealed record AlignedWords(
    IReadOnlyList<(int First, int Second)> Links,
    IReadOnlyList<string> First,
    IReadOnlyList<string> Second,
    IReadOnlyList<(int First, int Second)>? Gold
);

/// <summary>How good a word alignment is: a figure from sums over sentences.</summary>
public sealed class AlignmentMetric : StatesMetric
{
    private readonly Func<AlignedWords, double[]> _sums;
    private readonly Func<double[], double> _value;

    private AlignmentMetric(MetricInfo info, Func<AlignedWords, double[]> sums, Func<double[], double> value) =>
        (Info, _sums, _value) = (info, sums, value);

    /// <inheritdoc/>
    public override MetricInfo Info { get; }

    /// <summary>F1 of the links against gold ones (all of which count as sure).</summary>
    public static AlignmentMetric F1 { get; } =
        new(
            new MetricInfo("alignment-f1", "alignment-f1|v:1", "F1 of word links (0 to 1)") { Range = MetricRange.Unit },
            s => [s.Links.Intersect(s.Gold!).Count(), s.Links.Count, s.Gold!.Count],
            sums => 2 * sums[0] / (sums[1] + sums[2])
        );

    /// <summary>
    /// Share of links between words with one tag: what can be said of links without gold ones. It says nothing of how many words are
    /// linked: <see cref="LinkedAlike"/> does, and <see cref="Coverage"/> stands beside both.
    /// </summary>
    public static AlignmentMetric TagAgreement { get; } =
        new(
            new MetricInfo("tag-agreement", "tag-agreement|v:1", "Share of word links between equal tags (0 to 1)")
            {
                Range = MetricRange.Proportion,
            },
            s => [Alike(s).Count, s.Links.Count],
            sums => sums[0] / sums[1]
        );

    /// <summary>
    /// Share of the words of both sentences that have a link to a word of their tag: agreement and coverage in one figure, which falls
    /// where fewer and fewer words are linked, however well.
    /// </summary>
    public static AlignmentMetric LinkedAlike { get; } =
        new(
            new MetricInfo("linked-alike", "linked-alike|v:1", "Share of words with a link to a word of their tag (0 to 1)")
            {
                Range = MetricRange.Proportion,
            },
            s => WordsIn(s, Alike(s)),
            sums => sums[0] / sums[1]
        );

    /// <summary>Share of the words of both sentences that have a link.</summary>
    public static AlignmentMetric Coverage { get; } =
        new(
            new MetricInfo("linked-words", "linked-words|v:1", "Share of words with a link (0 to 1)") { Range = MetricRange.Proportion },
            s => WordsIn(s, s.Links),
            sums => sums[0] / sums[1]
        );

    /// <summary>Links between words with one tag.</summary>
    private static List<(int First, int Second)> Alike(AlignedWords s) => [.. s.Links.Where(l => s.First[l.First] == s.Second[l.Second])];

    /// <summary>How many words of both sentences stand in some links, and how many there are.</summary>
    private static double[] WordsIn(AlignedWords s, IReadOnlyList<(int First, int Second)> links) =>
        [links.Select(l => l.First).Distinct().Count() + links.Select(l => l.Second).Distinct().Count(), s.First.Count + s.Second.Count];

    /// <summary>The score of a pair of sentences.</summary>
    public ItemScore Score(AlignedWords words)
    {
        var sums = _sums(words);
        return new ItemScore(_value(sums), sums);
    }

    /// <inheritdoc/>
    public override double Aggregate(IReadOnlyList<ItemScore> items) =>
        _value([.. Enumerable.Range(0, items[0].Statistics!.Count).Select(k => items.Sum(i => i.Statistics![k]))]);
}
