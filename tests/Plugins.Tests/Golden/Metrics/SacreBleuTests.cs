using System.Text.Json;
using Clt.Plugins.Metrics.Overlap;
using Clt.Results.Statistics.Resampling;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>BLEU, chrF and TER of corpora and sentences, tokenizers and signatures, as sacreBLEU computes them.</summary>
public class SacreBleuTests
{
    private static readonly JsonElement NoParameters = JsonDocument.Parse("{}").RootElement;
    private readonly Near _near = new();

    [GoldenFact("metrics/sacrebleu_tokenize.jsonl")]
    public void Tokenizers() => CheckTokenizers(null);

    [GoldenFact("metrics/sacrebleu_corpus.jsonl")]
    public void Corpora() => CheckCorpora(null);

    [GoldenFact("metrics/sacrebleu_sentence.jsonl")]
    public void Sentences() => CheckSentences(null);

    [MeCabFact(BleuTokenizer.JaMecab)]
    public void Japanese_words() => CheckAll(BleuTokenizer.JaMecab);

    [MeCabFact(BleuTokenizer.KoMecab)]
    public void Korean_words() => CheckAll(BleuTokenizer.KoMecab);

    private void CheckAll(BleuTokenizer mecab)
    {
        CheckTokenizers(mecab);
        CheckCorpora(mecab);
        CheckSentences(mecab);
    }

    private void CheckTokenizers(BleuTokenizer? mecab)
    {
        foreach (var row in GoldenRows.Lines("metrics/sacrebleu_tokenize.jsonl"))
        {
            foreach (var tokenized in row.GetProperty("tokenized").EnumerateObject())
            {
                var text = row.Text("text");
                var what = $"{tokenized.Name} {text}";
                if (mecab is null && tokenized.Name.Split('|') is ["ter", .. var flags])
                {
                    var options = new TerOptions(
                        flags.Contains("norm"),
                        flags.Contains("nopunct"),
                        flags.Contains("asian"),
                        flags.Contains("case")
                    );
                    _near.Same(what, TerTokenizer.Tokenize(text, options), tokenized.Value.GetString()!);
                }
                else if (!tokenized.Name.StartsWith("ter", StringComparison.Ordinal) && SacreBleuCorpora.IsOf(mecab, tokenized.Name))
                {
                    _near.Same(
                        what,
                        BleuTokenizers.Tokenize(text, SacreBleuCorpora.Tokenizer(tokenized.Name)),
                        tokenized.Value.GetString()!
                    );
                }
            }
        }

        _near.Verify();
    }

    private void CheckCorpora(BleuTokenizer? mecab)
    {
        var corpora = new SacreBleuCorpora();
        foreach (
            var row in GoldenRows.Lines("metrics/sacrebleu_corpus.jsonl").Where(r => SacreBleuCorpora.IsOf(mecab, r.GetProperty("params")))
        )
        {
            var references = corpora.References(row.Text("corpus"), row.Text("refs"));
            var (metric, statistics, _) = SacreBleuCorpora.Metric(row.Text("metric"), row.GetProperty("params"));
            var items = corpora
                .Hypotheses(row.Text("corpus"), row.Text("system"))
                .Select((h, i) => new ItemScore(0, statistics(h, references[i])))
                .ToList();
            var expected = row.GetProperty("expected");
            var what = $"{row.Text("corpus")} {row.Text("system")} {row.Text("refs")} {row.Text("metric")} {row.GetProperty("params")}";
            _near.Check(what, metric.Aggregate(items), expected.Number("score"));
            var counts = references.Select(r => r.Length).Distinct().ToList();
            CheckDetails(
                what,
                metric,
                [.. items.Select(i => i.Statistics!.ToArray())],
                expected,
                counts.Count > 1 ? "var" : $"{counts[0]}"
            );
        }

        _near.Verify();
    }

    private void CheckSentences(BleuTokenizer? mecab)
    {
        foreach (var row in GoldenRows.Lines("metrics/sacrebleu_sentence.jsonl"))
        {
            var (hypothesis, references) = (row.Text("hypothesis"), row.Texts("references"));
            foreach (var expected in row.GetProperty("expected").EnumerateObject())
            {
                var what = $"{row.Text("lang")} {row.Number("index")} {expected.Name}";
                var value = expected.Value.ValueKind == JsonValueKind.Object ? expected.Value.Number("score") : expected.Value.Number();
                if (expected.Name.Split('|') is ["bleu", var smoothing, var effective])
                {
                    if (!SacreBleuCorpora.IsOf(mecab, row.Text("bleu_tokenize")))
                        continue;
                    var method = smoothing == "add-k" ? Smoothing.AddK : Enum.Parse<Smoothing>(smoothing, true);
                    var bleu = new Bleu(
                        new BleuOptions(
                            SacreBleuCorpora.Tokenizer(row.Text("bleu_tokenize")),
                            Smoothing: method,
                            EffectiveOrder: effective == "eff=yes"
                        )
                    );
                    var statistics = bleu.Statistics(hypothesis, references);
                    _near.Check(what, bleu.FromSums(statistics), value);
                    CheckBleu(what, BleuScore.From<double>(statistics, bleu.Options), expected.Value);
                }
                else if (mecab is null && expected.Name.Split('|') is ["TER", .. var flags])
                {
                    var ter = new Ter(new TerOptions(flags.Contains("norm"), false, flags.Contains("asian")));
                    var statistics = ter.Statistics(hypothesis, references);
                    _near.Check(what, ter.FromSums(statistics), value);
                    _near.Check(what + " edits", statistics[0], expected.Value.Number("num_edits"));
                    _near.Check(what + " length", statistics[1], expected.Value.Number("ref_length"));
                }
                else if (mecab is null)
                {
                    var (metric, statistics, _) = SacreBleuCorpora.Metric(expected.Name, NoParameters);
                    _near.Check(what, metric.FromSums(statistics(hypothesis, references)), value);
                }
            }
        }

        _near.Verify();
    }

    private void CheckDetails(string what, SumsMetric metric, double[][] statistics, JsonElement expected, string references)
    {
        var sums = new double[statistics[0].Length];
        foreach (var row in statistics)
            for (var k = 0; k < sums.Length; k++)
                sums[k] += row[k];
        var signature = metric switch
        {
            Bleu b => b.Options.Signature(references),
            Chrf c => c.Options.Signature(references),
            _ => ((Ter)metric).Options.Signature(references),
        };
        _near.Same(what + " signature", signature, expected.Text("signature"));
        if (expected.TryGetProperty("signature_short", out var brief))
            _near.Same(what + " short", Signatures.Short(signature), brief.GetString()!);
        if (metric is Bleu bleu && expected.TryGetProperty("counts", out _))
            CheckBleu(what, BleuScore.From<double>(sums, bleu.Options), expected);
        if (metric is not Ter || !expected.TryGetProperty("num_edits", out _))
            return;
        _near.Check(what + " edits", sums[0], expected.Number("num_edits"));
        _near.Check(what + " length", sums[1], expected.Number("ref_length"));
    }

    private void CheckBleu(string what, BleuScore score, JsonElement expected)
    {
        _near.Check(what + " counts", score.Matches, expected.GetProperty("counts"));
        _near.Check(what + " totals", score.Totals, expected.GetProperty("totals"));
        _near.Check(what + " precisions", score.Precisions, expected.GetProperty("precisions"));
        _near.Check(what + " penalty", score.BrevityPenalty, expected.Number("bp"));
        if (!expected.TryGetProperty("sys_len", out var length))
            return;
        _near.Check(what + " length", score.HypothesisLength, length.Number());
        _near.Check(what + " reference length", score.ReferenceLength, expected.Number("ref_len"));
    }
}
