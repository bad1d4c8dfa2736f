using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;
using Clt.Plugins.Metrics.Overlap;
using Clt.Results.Statistics.Numpy;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.SacreBleu;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>sacreBLEU's bootstrap intervals and paired tests, draw by draw.</summary>
public class SacreBleuResamplingTests
{
    private readonly Near _near = new();
    private readonly SacreBleuCorpora _corpora = new();

    [GoldenFact("metrics/sacrebleu_resampling.json")]
    public void Draws()
    {
        var golden = GoldenRows.Whole("metrics/sacrebleu_resampling.json");
        var (seed, n) = ((UInt128)golden.Number("seed"), (int)golden.Number("n"));
        var indices = golden.GetProperty("bootstrap_indices").EnumerateArray().SelectMany(r => r.Numbers()).ToList();
        var drawn = new Pcg64(seed).Integers(n, indices.Count);
        _near.Same("indices", drawn.Select(i => (double)i), indices);
        _near.Same(
            "hash",
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(drawn.AsSpan()))),
            golden.Text("bootstrap_sha256_le_int32")
        );
        var flips = golden.GetProperty("ar_first5").EnumerateArray().SelectMany(r => r.Numbers()).ToList();
        _near.Same("flips", new Pcg64(seed).Booleans(flips.Count).Select(b => b ? 1.0 : 0), flips);
        var all = new Pcg64(seed).Booleans(10_000 * n).Select(b => b ? 1 : 0).ToArray();
        _near.Same(
            "hash of flips",
            Convert.ToHexStringLower(SHA256.HashData(MemoryMarshal.AsBytes(all.AsSpan()))),
            golden.Text("ar_sha256_le_int32")
        );
        _near.Verify();
    }

    [GoldenFact("metrics/sacrebleu_ci.jsonl")]
    public void Intervals() => CheckIntervals(null);

    [GoldenFact("metrics/sacrebleu_paired.jsonl")]
    public void PairedTests() => CheckPairedTests(null);

    [MeCabFact(BleuTokenizer.JaMecab)]
    public void Japanese_words()
    {
        CheckIntervals(BleuTokenizer.JaMecab);
        CheckPairedTests(BleuTokenizer.JaMecab);
    }

    [MeCabFact(BleuTokenizer.KoMecab)]
    public void Korean_words()
    {
        CheckIntervals(BleuTokenizer.KoMecab);
        CheckPairedTests(BleuTokenizer.KoMecab);
    }

    private void CheckIntervals(BleuTokenizer? mecab)
    {
        foreach (
            var row in GoldenRows.Lines("metrics/sacrebleu_ci.jsonl").Where(r => SacreBleuCorpora.IsOf(mecab, r.GetProperty("params")))
        )
        {
            var expected = row.GetProperty("expected");
            var (metric, statistics, scorer) = System(
                row.Text("corpus"),
                row.Text("system"),
                row.Text("metric"),
                row.GetProperty("params")
            );
            var scores = new SacreBleuResampling((int)row.Number("seed"), (int)row.Number("n_bootstrap")).Bootstrap(statistics, scorer);
            var interval = SacreBleuResampling.Interval(scores, scorer);
            var what = $"{row.Text("corpus")} {row.Text("system")} {row.Text("metric")}";
            _near.Check(what, metric.Aggregate([.. statistics.Select(s => new ItemScore(0, s))]), expected.Number("score"));
            _near.Check(what + " resamples", [.. scores.Take(10)], expected.GetProperty("first10_resample_scores"));
            _near.Check(what + " mean", interval.Mean, expected.Number("mean"));
            _near.Check(what + " halfwidth", interval.HalfWidth, expected.Number("ci_halfwidth"));
            _near.Check(what + " lower", interval.Low, expected.Number("lower"));
            _near.Check(what + " upper", interval.High, expected.Number("upper"));
        }

        _near.Verify();
    }

    private void CheckPairedTests(BleuTokenizer? mecab)
    {
        foreach (var row in GoldenRows.Lines("metrics/sacrebleu_paired.jsonl"))
        {
            foreach (var expected in row.GetProperty("expected").EnumerateObject())
            {
                var name =
                    expected.Name.StartsWith("chrF", StringComparison.Ordinal) && expected.Name.EndsWith("++", StringComparison.Ordinal)
                        ? "chrF++"
                    : expected.Name.StartsWith("chrF", StringComparison.Ordinal) ? "chrF"
                    : expected.Name;
                var parameters = JsonSerializer.SerializeToElement(
                    name == "BLEU" ? new { tokenize = row.Text("bleu_tokenize") } : (object)new { }
                );
                if (!SacreBleuCorpora.IsOf(mecab, parameters))
                    continue;
                CheckPair(row, name, parameters, expected.Value);
            }
        }

        _near.Verify();
    }

    private void CheckPair(JsonElement row, string name, JsonElement parameters, JsonElement expected)
    {
        var (metric, baseline, scorer) = System(row.Text("corpus"), row.Text("baseline"), name, parameters);
        var (_, other, _) = System(row.Text("corpus"), row.Text("other"), name, parameters);
        var difference = Math.Abs(Whole(metric, baseline) - Whole(metric, other));
        var what = $"{row.Text("corpus")} {row.Text("test")} {row.Text("baseline")} {name}";
        var resampling = new SacreBleuResampling();
        double p;
        if (row.Text("test") == "bs")
        {
            var (a, b) = (resampling.Bootstrap(baseline, scorer), resampling.Bootstrap(other, scorer));
            p = SacreBleuResampling.PairedBootstrapP(a, b, difference, scorer);
            foreach (var (scores, side) in new[] { (a, expected[0]), (b, expected[1]) })
            {
                _near.Check(what + " mean", SacreBleuResampling.Interval(scores, scorer, paired: true).Mean, side.Number("mean"));
                _near.Check(
                    what + " halfwidth",
                    SacreBleuResampling.Interval(scores, scorer, paired: true).HalfWidth,
                    side.Number("ci_halfwidth")
                );
            }
        }
        else
        {
            p = resampling.ApproximateRandomisationP(baseline, other, scorer);
        }

        _near.Check(what + " baseline", Whole(metric, baseline), expected[0].Number("score"));
        _near.Check(what + " other", Whole(metric, other), expected[1].Number("score"));
        _near.Check(what + " p", p, expected[1].Number("p_value"));
    }

    private static double Whole(SumsMetric metric, List<double[]> statistics) =>
        metric.Aggregate([.. statistics.Select(s => new ItemScore(0, s))]);

    private (SumsMetric Metric, List<double[]> Statistics, SacreBleuScorer Scorer) System(
        string corpus,
        string system,
        string name,
        JsonElement parameters
    )
    {
        var references = _corpora.References(corpus, "refs");
        var (metric, statistics, scorer) = SacreBleuCorpora.Metric(name, parameters);
        return (metric, [.. _corpora.Hypotheses(corpus, system).Select((h, i) => statistics(h, references[i]))], scorer);
    }
}
