using System.Text.Json;
using Clt.Plugins.Metrics.Overlap;
using Clt.Results.Statistics.SacreBleu;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>Hypotheses, references and metric settings of the sacreBLEU reference files.</summary>
internal sealed class SacreBleuCorpora
{
    private readonly JsonElement _corpora = GoldenRows.Whole("metrics/sacrebleu_corpora.json");

    public string[] Hypotheses(string corpus, string system) => _corpora.GetProperty(corpus).GetProperty("systems").Texts(system);

    /// <summary>References by sentence. The reference files say in words where some are absent.</summary>
    public List<string[]> References(string corpus, string which)
    {
        var streams = _corpora.GetProperty(corpus).GetProperty(which.Split(' ')[0]).EnumerateArray().Select(s => s.Texts()).ToList();
        var sometimes = which.Contains("second reference absent where index % 3 == 0", StringComparison.Ordinal);
        return
        [
            .. Enumerable
                .Range(0, streams[0].Length)
                .Select(i => streams.Where((_, r) => !(sometimes && r == 1 && i % 3 == 0)).Select(s => s[i]).ToArray()),
        ];
    }

    public static BleuOptions Bleu(JsonElement p) =>
        new(
            Tokenizer(p.TryGetProperty("tokenize", out var t) ? t.GetString()! : "13a"),
            Flag(p, "lowercase"),
            !p.TryGetProperty("smooth_method", out var s) ? Smoothing.Exp
                : s.GetString() == "add-k" ? Smoothing.AddK
                : Enum.Parse<Smoothing>(s.GetString()!, true),
            p.TryGetProperty("smooth_value", out var v) && v.ValueKind == JsonValueKind.Number ? v.GetDouble() : null,
            Number(p, "max_ngram_order", 4),
            Flag(p, "effective_order")
        );

    public static ChrfOptions Chrf(JsonElement p) =>
        new(
            Number(p, "char_order", 6),
            Number(p, "word_order", 0),
            Number(p, "beta", 2),
            Flag(p, "lowercase"),
            Flag(p, "whitespace"),
            Flag(p, "eps_smoothing")
        );

    public static TerOptions Ter(JsonElement p) =>
        new(Flag(p, "normalized"), Flag(p, "no_punct"), Flag(p, "asian_support"), Flag(p, "case_sensitive"));

    public static BleuTokenizer Tokenizer(string name) =>
        name == "13a" ? BleuTokenizer.V13a : Enum.Parse<BleuTokenizer>(name.Replace("-", ""), ignoreCase: true);

    /// <summary>Whether a row belongs to a test: one of the MeCab tokenizer named, or one of all rows that need none.</summary>
    public static bool IsOf(BleuTokenizer? mecab, JsonElement parameters) =>
        IsOf(mecab, parameters.TryGetProperty("tokenize", out var name) ? name.GetString()! : "none");

    /// <inheritdoc cref="IsOf(BleuTokenizer?, JsonElement)"/>
    public static bool IsOf(BleuTokenizer? mecab, string tokenizer) =>
        mecab == (Tokenizer(tokenizer) is var known and (BleuTokenizer.JaMecab or BleuTokenizer.KoMecab) ? known : null);

    /// <summary>A metric by the name in the files, its statistics of a sentence, and its score from single-precision sums.</summary>
    public static (SumsMetric Metric, Func<string, string[], double[]> Statistics, SacreBleuScorer Scorer) Metric(
        string name,
        JsonElement p
    )
    {
        if (name == "BLEU")
        {
            var bleu = new Bleu(Bleu(p));
            return (bleu, (h, r) => bleu.Statistics(h, r), new(s => BleuScore.From<float>(s, bleu.Options).Score, false));
        }

        if (name == "TER")
        {
            var ter = new Ter(Ter(p));
            return (ter, (h, r) => ter.Statistics(h, r), new(s => Clt.Plugins.Metrics.Overlap.Ter.Rate(s[0], s[1]), true));
        }

        var options = Chrf(p);
        var chrf = new Chrf(name.EndsWith("++", StringComparison.Ordinal) ? options with { WordOrder = 2 } : options);
        return (chrf, (h, r) => chrf.Statistics(h, r), new(s => ChrfScore.From<float>(s, chrf.Options), true));
    }

    private static bool Flag(JsonElement p, string name) => p.TryGetProperty(name, out var flag) && flag.GetBoolean();

    private static int Number(JsonElement p, string name, int otherwise) =>
        p.TryGetProperty(name, out var number) ? number.GetInt32() : otherwise;
}
