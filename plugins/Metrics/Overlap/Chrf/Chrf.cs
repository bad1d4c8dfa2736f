using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// chrF and chrF++ of a corpus, equal to sacreBLEU 2.6.0 to the digit. Of several references the one with the best score counts. Range 0
/// to 100.
/// </summary>
/// <remarks>An empty or white output gets 0. Without references an item is an error. Lone surrogates count as U+FFFD.</remarks>
public class Chrf(ChrfOptions options) : SumsMetric
{
    public Chrf()
        : this(new ChrfOptions()) { }

    public ChrfOptions Options => options;

    public override MetricInfo Info { get; } =
        new(
            options.WordOrder > 0 ? "chrf++" : "chrf",
            "chrf|" + options.Signature("*") + $"|beta:{options.Beta}",
            "Character n-gram F-score of the corpus (0 to 100); an empty output gets 0"
        )
        {
            Range = MetricRange.Hundred,
        };

    /// <exception cref="InputException">There is no reference.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        References.Check(prediction, Info.Name);
        return Item(Statistics(prediction.Output, prediction.References));
    }

    public override double FromSums(ReadOnlySpan<double> sums) => ChrfScore.From(sums, options);

    /// <summary>
    /// For each order, characters first: n-grams of the hypothesis (0 where the reference has none), of the reference, and matches.
    /// </summary>
    public double[] Statistics(string hypothesis, IReadOnlyList<string> references)
    {
        var text = Prepare(hypothesis);
        double[]? best = null;
        var bestScore = -1.0;
        foreach (var reference in references)
        {
            var statistics = Against(text, Prepare(reference));
            var score = ChrfScore.From<double>(statistics, options);
            if (score > bestScore)
                (best, bestScore) = (statistics, score);
        }

        return best!;
    }

    private double[] Against(string hypothesis, string reference)
    {
        var statistics = new double[3 * (options.CharOrder + options.WordOrder)];
        Fill(Characters(hypothesis), Characters(reference), options.CharOrder, statistics);
        if (options.WordOrder > 0)
        {
            var numbers = new WordNumbers();
            Fill(
                numbers.Of(ChrfWords.Of(hypothesis)),
                numbers.Of(ChrfWords.Of(reference)),
                options.WordOrder,
                statistics.AsSpan(3 * options.CharOrder)
            );
        }

        return statistics;
    }

    private static void Fill(int[] hypothesis, int[] reference, int orders, Span<double> statistics)
    {
        Span<int> matches = stackalloc int[orders];
        NgramMatches.Count(hypothesis, [reference], matches);
        for (var n = 0; n < orders; n++)
        {
            var inReference = Math.Max(0, reference.Length - n);
            statistics[3 * n] = inReference > 0 ? Math.Max(0, hypothesis.Length - n) : 0;
            statistics[(3 * n) + 1] = inReference;
            statistics[(3 * n) + 2] = matches[n];
        }
    }

    private string Prepare(string text) => options.Lowercase ? PythonText.Lower(CleanText.WellFormed(text)) : CleanText.WellFormed(text);

    private int[] Characters(string text)
    {
        var characters = new List<int>(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (options.Whitespace || !rune.IsBmp || !PythonText.IsSpace((char)rune.Value))
                characters.Add(rune.Value);
        }

        return [.. characters];
    }
}

/// <summary>chrF++ (Popović 2017): chrF with word unigrams and bigrams (<see cref="Chrf"/>).</summary>
public sealed class ChrfPlusPlus() : Chrf(new ChrfOptions(WordOrder: 2));
