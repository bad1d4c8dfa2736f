using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>
/// What recipes call for metrics with other settings than the ones that <c>clt list metrics</c> shows; for <c>.Metrics(…)</c>.
/// </summary>
[RecipeApi]
public static class OverlapRecipes
{
    /// <summary>BLEU (<see cref="Overlap.Bleu"/>).</summary>
    /// <param name="tokenizer">As sacreBLEU names them: 13a, intl, zh, char, none, ja-mecab, ko-mecab.</param>
    /// <param name="lowercase">Whether case does not count.</param>
    /// <param name="smoothing">exp, floor, add-k or none.</param>
    /// <param name="smoothValue">For floor (0.1 by default) and add-k (1 by default).</param>
    /// <param name="maxOrder">Longest n-gram.</param>
    /// <param name="effectiveOrder">Use only orders for which there are n-grams.</param>
    /// <param name="dictionary">Folder of MeCab's dictionary, for its two tokenizers.</param>
    /// <exception cref="InputException">
    /// A name is unknown, a number is out of range, or the tokenizer needs MeCab, which the machine lacks.
    /// </exception>
    public static IMetric Bleu(
        string tokenizer = "13a",
        bool lowercase = false,
        string smoothing = "exp",
        double? smoothValue = null,
        int maxOrder = 4,
        bool effectiveOrder = false,
        string? dictionary = null
    )
    {
        InRange(maxOrder, 1, "Bleu, maxOrder");
        var split = NamedValue.Of<BleuTokenizer>(tokenizer == "13a" ? "v13a" : tokenizer, "Bleu, tokenizer");
        var smooth = NamedValue.Of<Smoothing>(smoothing, "Bleu, smoothing");
        return new Bleu(new BleuOptions(split, lowercase, smooth, smoothValue, maxOrder, effectiveOrder, dictionary));
    }

    /// <summary>chrF; with <c>wordOrder: 2</c> chrF++ (<see cref="Overlap.Chrf"/>).</summary>
    /// <exception cref="InputException">A number is out of range.</exception>
    public static IMetric Chrf(
        int charOrder = 6,
        int wordOrder = 0,
        int beta = 2,
        bool lowercase = false,
        bool whitespace = false,
        bool epsSmoothing = false
    )
    {
        InRange(charOrder, 1, "Chrf, charOrder");
        InRange(wordOrder, 0, "Chrf, wordOrder");
        InRange(beta, 1, "Chrf, beta");
        return new Chrf(new ChrfOptions(charOrder, wordOrder, beta, lowercase, whitespace, epsSmoothing));
    }

    /// <summary>TER (<see cref="Overlap.Ter"/>).</summary>
    public static IMetric Ter(bool normalized = false, bool noPunct = false, bool asianSupport = false, bool caseSensitive = false) =>
        new Ter(new TerOptions(normalized, noPunct, asianSupport, caseSensitive));

    /// <summary>ROUGE (<see cref="Overlap.Rouge"/>).</summary>
    /// <param name="kind">1, 2, 3, l or lsum.</param>
    /// <param name="tokenizer">unicode, english, english-stemmed, xl-sum or xl-sum-stemmed.</param>
    /// <exception cref="InputException">A name is unknown.</exception>
    public static IMetric Rouge(string kind, string tokenizer = "unicode") =>
        new Rouge(
            NamedValue.Of<RougeKind>(
                kind switch
                {
                    "1" => "one",
                    "2" => "two",
                    "3" => "three",
                    _ => kind,
                },
                "Rouge, kind"
            ),
            NamedValue.Of<RougeTokenizer>(tokenizer, "Rouge, tokenizer")
        );

    /// <summary>Recall of the references' words that training texts have seldom or never (<see cref="Overlap.RareWords"/>).</summary>
    /// <param name="on">The texts that are counted, in the language of the answers; its training part.</param>
    /// <param name="most">Words that occur there so often at most are rare; 0 for those that never do.</param>
    /// <param name="field">The field of a text.</param>
    /// <exception cref="InputException">The number is below 0.</exception>
    public static IMetric RareWords(ISource on, int most = 5, string field = "text") => new RareWords(on, most, field);

    private static void InRange(int value, int least, string where)
    {
        if (value < least)
            throw new InputException($"it is {value}", where, $"Give at least {least}.");
    }
}
