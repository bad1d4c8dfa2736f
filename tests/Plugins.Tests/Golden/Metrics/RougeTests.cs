using System.Text.Json;
using Clt.Plugins.Metrics.Overlap;
using Clt.Results.Statistics.Numpy;
using Clt.Results.Statistics.Resampling;
using Plugins.Tests.Metrics;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>ROUGE as rouge-score and XL-Sum compute it, Porter's stems, best reference, bootstrap aggregation.</summary>
public class RougeTests
{
    private readonly Near _near = new();

    [GoldenFact("metrics/rouge.jsonl")]
    public void English()
    {
        foreach (var row in GoldenRows.Lines("metrics/rouge.jsonl"))
        {
            var (target, prediction) = (row.Text("target"), row.Text("prediction"));
            _near.Same($"{row.Number("id")} tokens", RougeTokens.English(target, false), row.Texts("target_tokens"));
            _near.Same($"{row.Number("id")} tokens", RougeTokens.English(prediction, false), row.Texts("prediction_tokens"));
            Check(
                $"{row.Number("id")} plain",
                target,
                prediction,
                RougeTokenizer.English,
                row.GetProperty("expected").GetProperty("plain")
            );
            Check(
                $"{row.Number("id")} porter",
                target,
                prediction,
                RougeTokenizer.EnglishStemmed,
                row.GetProperty("expected").GetProperty("porter")
            );
        }

        _near.Verify();
    }

    [GoldenFact("metrics/porter_stems.json")]
    public void Stems()
    {
        foreach (var row in GoldenRows.Whole("metrics/porter_stems.json").EnumerateArray())
        {
            var word = row.Text("word");
            _near.Same(word, new PorterStemmer().Stem(word), row.Text("nltk_extensions"));
            _near.Same(word + " original", new PorterStemmer(PorterMode.Original).Stem(word), row.Text("original"));
            _near.Same(word + " martin", new PorterStemmer(PorterMode.Martin).Stem(word), row.Text("martin"));
        }

        _near.Verify();
    }

    [GoldenFact("metrics/rouge_multiref.jsonl")]
    public void Best_reference()
    {
        foreach (var row in GoldenRows.Lines("metrics/rouge_multiref.jsonl"))
        {
            foreach (var expected in row.GetProperty("expected_porter_max_by_f").EnumerateObject())
            {
                var rouge = new Rouge(Kind(expected.Name), RougeTokenizer.EnglishStemmed);
                var best = row.Texts("targets").Select(t => rouge.Of(t, row.Text("prediction"), Language.Parse("en"))).MaxBy(s => s.F1);
                _near.Check(expected.Name, [best.Precision, best.Recall, best.F1], expected.Value);
                _near.Check(expected.Name, rouge.Value(row.Text("prediction"), row.Texts("targets")), expected.Value[2].Number());
            }
        }

        _near.Verify();
    }

    [GoldenFact("metrics/rouge_bootstrap.json")]
    public void Bootstrap()
    {
        var golden = GoldenRows.Whole("metrics/rouge_bootstrap.json");
        var rng = new Mt19937((uint)golden.Number("numpy_random_seed"));
        foreach (var name in golden.Texts("order"))
        {
            var rows = golden.GetProperty("scores_porter").EnumerateArray().Select(r => r.Numbers(name)).ToList();
            var (low, mid, high) = RougeAggregation.Aggregate(rows, rng, (int)golden.Number("n_samples"), golden.Number("confidence"));
            var expected = golden.GetProperty("expected").GetProperty(name);
            _near.Check(name + " low", low, expected.GetProperty("low"));
            _near.Check(name + " mid", mid, expected.GetProperty("mid"));
            _near.Check(name + " high", high, expected.GetProperty("high"));
        }

        _near.Verify();
    }

    [GoldenFact("metrics/rouge_multilingual.jsonl")]
    public void Multilingual()
    {
        foreach (var row in GoldenRows.Lines("metrics/rouge_multilingual.jsonl"))
        {
            var language = Language.Parse(row.Text("lang"));
            var (target, prediction) = (row.Text("target"), row.Text("prediction"));
            var what = $"{row.Number("id")} {row.Text("lang")}";
            // Chinese, Japanese, Thai and Burmese are segmented by tools of their own; their tokens are in the file.
            if (row.Text("segmenter").Contains("aggressive", StringComparison.Ordinal))
            {
                _near.Same(what + " tokens", RougeTokens.XlSum(target), row.Texts("target_tokens"));
                _near.Same(what + " tokens", RougeTokens.XlSum(prediction), row.Texts("prediction_tokens"));
            }

            CheckTokens(what, row, "target_tokens", "prediction_tokens", "expected_xlsum");
            CheckTokens(what, row, "target_stems", "prediction_stems", "expected_xlsum_stemmed");
            CheckWhole(
                what,
                row,
                language,
                RougeTokenizer.XlSum,
                row.GetProperty("expected_xlsum").EnumerateObject().Single(e => e.Name == "rougeLsum")
            );
            CheckStems(what, row, language);
            if (!row.TryGetProperty("expected_fallback", out var fallback))
                continue;
            _near.Same(what + " fallback", RougeTokens.Fallback(target, language), row.Texts("fallback_target_tokens"));
            _near.Same(what + " fallback", RougeTokens.Fallback(prediction, language), row.Texts("fallback_prediction_tokens"));
            foreach (var expected in fallback.EnumerateObject())
                CheckWhole(what, row, language, RougeTokenizer.XlSum, expected);
        }

        _near.Verify();
    }

    private void CheckTokens(string what, JsonElement row, string targetName, string predictionName, string expectedName)
    {
        if (!row.TryGetProperty(expectedName, out var all))
            return;
        var (target, prediction) = (row.Texts(targetName), row.Texts(predictionName));
        foreach (var expected in all.EnumerateObject())
        {
            // Of words between white space, whatever the file's tokens are: CheckWhole has it.
            if (expected.Name == "rougeLsum")
                continue;
            var score = expected.Name switch
            {
                "rougeL" => RougeScore.Longest(target, prediction),
                _ => RougeScore.Ngrams(target, prediction, (int)Kind(expected.Name)),
            };
            _near.Check($"{what} {expectedName} {expected.Name}", [score.Precision, score.Recall, score.F1], expected.Value);
        }
    }

    /// <summary>Stems of our own, and the scores from them.</summary>
    private void CheckStems(string what, JsonElement row, Language language)
    {
        if (!row.TryGetProperty("expected_xlsum_stemmed", out var all))
            return;
        foreach (var side in new[] { "target", "prediction" })
            _near.Same(
                what + " stems",
                row.Texts($"{side}_tokens").Select(t => Snowball.Stem(t, language.Iso639)),
                row.Texts($"{side}_stems")
            );
        foreach (var expected in all.EnumerateObject())
            CheckWhole(what, row, language, RougeTokenizer.XlSumStemmed, expected);
    }

    private void CheckWhole(string what, JsonElement row, Language language, RougeTokenizer tokenizer, JsonProperty expected)
    {
        var score = new Rouge(Kind(expected.Name), tokenizer).Of(row.Text("target"), row.Text("prediction"), language);
        _near.Check($"{what} {tokenizer} {expected.Name}", [score.Precision, score.Recall, score.F1], expected.Value);
    }

    private void Check(string what, string target, string prediction, RougeTokenizer tokenizer, JsonElement expected)
    {
        foreach (var measure in expected.EnumerateObject())
        {
            var score = new Rouge(Kind(measure.Name), tokenizer).Of(target, prediction, Language.Parse("en"));
            _near.Check($"{what} {measure.Name}", [score.Precision, score.Recall, score.F1], measure.Value);
        }
    }

    private static RougeKind Kind(string name) =>
        name switch
        {
            "rouge1" => RougeKind.One,
            "rouge2" => RougeKind.Two,
            "rouge3" => RougeKind.Three,
            "rougeL" => RougeKind.L,
            _ => RougeKind.Lsum,
        };
}
