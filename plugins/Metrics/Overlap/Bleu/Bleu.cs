using System.Globalization;
using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>BLEU of a corpus, with several references, equal to sacreBLEU 2.6.0 to the digit. Range 0 to 100.</summary>
/// <remarks>
/// An empty or white output adds nothing but its reference's length. A corpus without any match is 0; without any token it is 0.
/// An item's own value is BLEU with effective order (sacreBLEU's sentence BLEU). Without references an item is an error.
/// Lone surrogates count as U+FFFD.
/// </remarks>
public sealed class Bleu(BleuOptions options) : SumsMetric
{
    private readonly BleuOptions _sentence = options with { EffectiveOrder = true };

    public Bleu()
        : this(new BleuOptions()) { }

    public BleuOptions Options => options;

    public override MetricInfo Info { get; } =
        new("bleu", Signature(options), "BLEU of the corpus (0 to 100); an empty output gets 0") { Range = MetricRange.Hundred };

    /// <exception cref="InputException">There is no reference.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        References.Check(prediction, Info.Name);
        var statistics = Statistics(prediction.Output, prediction.References);
        return new(BleuScore.From<double>(statistics, _sentence).Score, statistics);
    }

    public override double FromSums(ReadOnlySpan<double> sums) => BleuScore.From(sums, options).Score;

    /// <summary>
    /// Hypothesis length, reference length (the closest; the shorter of two equally close), matches by order, totals by order.
    /// </summary>
    public double[] Statistics(string hypothesis, IReadOnlyList<string> references)
    {
        var numbers = new WordNumbers();
        var words = numbers.Of(Words(hypothesis));
        var referenceWords = references.Select(r => numbers.Of(Words(r))).ToList();
        var matches = new int[options.MaxOrder];
        NgramMatches.Count(words, referenceWords, matches);
        var statistics = new double[2 + (2 * options.MaxOrder)];
        statistics[0] = words.Length;
        statistics[1] = referenceWords.Select(r => r.Length).MinBy(l => (Math.Abs(l - words.Length), l));
        for (var n = 0; n < matches.Length; n++)
        {
            statistics[2 + n] = matches[n];
            statistics[2 + options.MaxOrder + n] = Math.Max(0, words.Length - n);
        }

        return statistics;
    }

    /// <summary>
    /// sacreBLEU's, and what it does not print: an order that is not its own, and a smoothing value of more than two decimals.
    /// </summary>
    private static string Signature(BleuOptions options)
    {
        var order = options.MaxOrder == 4 ? "" : $"|order:{options.MaxOrder}";
        var smoothed = options.Smoothing is Smoothing.Floor or Smoothing.AddK;
        var value =
            smoothed && Math.Round(options.Value, 2) != options.Value
                ? string.Create(CultureInfo.InvariantCulture, $"|value:{options.Value:R}")
                : "";
        return $"bleu|{options.Signature("*")}{order}{value}";
    }

    private List<string> Words(string text)
    {
        text = CleanText.WellFormed(text);
        if (options.Lowercase)
            text = PythonText.Lower(text);
        return BleuTokenizers.Words(PythonText.TrimEnd(text), options.Tokenizer, options.Dictionary);
    }
}
