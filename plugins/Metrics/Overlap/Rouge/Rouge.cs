using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Overlap;

/// <summary>ROUGE F1 of a text (Lin 2004); of several references the one with the best F1 counts. Range 0 to 1.</summary>
/// <remarks>
/// An output without tokens gets 0; so does every output under the English tokenizers where the reference has no ASCII letter or digit.
/// With Unicode tokens, texts without any token score 1 where they are equal. Lone surrogates separate tokens.
/// </remarks>
public class Rouge(RougeKind kind, RougeTokenizer tokenizer = RougeTokenizer.Unicode) : MeanMetric
{
    public override MetricInfo Info { get; } =
        new(
            (tokenizer == RougeTokenizer.Unicode ? "rouge-" : "rouge-score-") + Name(kind),
            $"rouge-{Name(kind)}|f:1|tok:{tokenizer.ToString().ToLowerInvariant()}|refs:best|v:1",
            $"ROUGE-{Name(kind)} F1 (0 to 1); an empty output gets 0"
        )
        {
            Range = MetricRange.Unit,
        };

    public override ItemScore Score(Prediction prediction) =>
        new(prediction.References.Select(r => Of(r, prediction.Output, prediction.Language).F1).DefaultIfEmpty(0).Max());

    /// <summary>Precision, recall and F1 against one reference.</summary>
    public RougeScore Of(string target, string prediction, Language language)
    {
        if (kind == RougeKind.Lsum)
            return RougeScore.Summary(Sentences(target, language), Sentences(prediction, language));
        var (t, p) = (Tokens(target, language), Tokens(prediction, language));
        if (tokenizer == RougeTokenizer.Unicode && t.Count + p.Count == 0 && target.Trim() == prediction.Trim())
            return new(1, 1, 1);
        return kind == RougeKind.L ? RougeScore.Longest(t, p) : RougeScore.Ngrams(t, p, (int)kind);
    }

    private static string Name(RougeKind kind) =>
        kind is RougeKind.L or RougeKind.Lsum ? kind.ToString().ToLowerInvariant() : $"{(int)kind}";

    private List<List<string>> Sentences(string text, Language language) =>
        [.. text.Split('\n').Where(s => s.Length > 0).Select(s => SentenceTokens(s, language))];

    /// <summary>XL-Sum's ROUGE-Lsum splits at white space in every language, whatever segments the others.</summary>
    private List<string> SentenceTokens(string sentence, Language language) =>
        tokenizer switch
        {
            RougeTokenizer.XlSum => RougeTokens.Whitespace(sentence),
            RougeTokenizer.XlSumStemmed => Stemmed(RougeTokens.Whitespace(sentence), language),
            RougeTokenizer.Unicode or RougeTokenizer.English or RougeTokenizer.EnglishStemmed => Tokens(sentence, language),
            _ => throw new ArgumentOutOfRangeException(nameof(sentence), tokenizer, "There is no such tokenizer."),
        };

    private static List<string> Stemmed(List<string> tokens, Language language) =>
        [.. tokens.Select(t => Snowball.Stem(t, language.Iso639))];

    private List<string> Tokens(string text, Language language) =>
        tokenizer switch
        {
            RougeTokenizer.Unicode => UnicodeTokens.Of(text),
            RougeTokenizer.XlSumStemmed => Stemmed(RougeTokens.XlSum(text), language),
            RougeTokenizer.XlSum => RougeTokens.Fallback(text, language),
            RougeTokenizer.English or RougeTokenizer.EnglishStemmed => RougeTokens.English(
                text,
                tokenizer == RougeTokenizer.EnglishStemmed
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(text), tokenizer, "There is no such tokenizer."),
        };
}

/// <summary>Which ROUGE measure.</summary>
public enum RougeKind
{
    One = 1,
    Two = 2,
    Three = 3,
    L,
    Lsum,
}

/// <summary>ROUGE-1 with tokens for every script (<see cref="Rouge"/>).</summary>
public sealed class RougeOne() : Rouge(RougeKind.One);

/// <summary>ROUGE-2 with tokens for every script (<see cref="Rouge"/>).</summary>
public sealed class RougeTwo() : Rouge(RougeKind.Two);

/// <summary>ROUGE-lsum with tokens for every script (<see cref="Rouge"/>).</summary>
public sealed class RougeLsum() : Rouge(RougeKind.Lsum);
