using Clt.Plugins.Metrics.LanguageId;
using Clt.Results.Statistics.Resampling;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>fastText's labels and probabilities, and the pass rates of language confusion.</summary>
public class LanguageIdTests
{
    private static readonly Lazy<FastTextModel> Model = new(() =>
        FastTextModel.Load(Path.Combine(SharedFolder.Golden, "metrics", "lid.176.ftz"))
    );
    private readonly Near _near = new();

    [GoldenFact("metrics/lid_top3.jsonl")]
    public void Labels_and_probabilities()
    {
        _near.Same<string>("labels", Model.Value.Labels, GoldenRows.Whole("metrics/lid_debug.json").Texts("labels_in_order"));
        foreach (var row in GoldenRows.Lines("metrics/lid_top3.jsonl"))
        {
            var expected = row.GetProperty("top3").EnumerateArray().ToList();
            var found = Model.Value.Predict(row.Text("text"), expected.Count);
            for (var i = 0; i < expected.Count; i++)
            {
                _near.Same(row.Text("text"), found[i].Label, expected[i][0].GetString()!);
                _near.Check(row.Text("text"), found[i].Probability, expected[i][1].Number(), 1e-5);
            }
        }

        _near.Verify();
    }

    [GoldenFact("metrics/lpr_wpr.jsonl")]
    public void Pass_rates()
    {
        using var folder = new TemporaryFolder();
        var words = folder.Write(
            "words",
            string.Join('\n', GoldenRows.Whole("metrics/lpr_wpr_summary.json").Texts("english_words_that_occur"))
        );
        var model = Path.Combine(SharedFolder.Golden, "metrics", "lid.176.ftz");
        var (metric, wordMetric) = (LanguageIdRecipes.LinePassRate(model), LanguageIdRecipes.WordPassRate(model, words));
        foreach (var row in GoldenRows.Lines("metrics/lpr_wpr.jsonl"))
        {
            var code = row.Text("language");
            var language = Language.Parse(code);
            var judged = new List<(IReadOnlyList<bool>, bool)>();
            var (items, wordItems) = (new List<ItemScore>(), new List<ItemScore>());
            foreach (var c in row.GetProperty("completions").EnumerateArray())
            {
                var text = LanguageConfusion.Normalise(c.Text("completion"));
                _near.Same("normalised", text, c.Text("normalized"));
                var lines = LanguageConfusion.Lines(text, language);
                bool[] pass = [.. lines.Select(l => LanguageConfusion.IsIn(Model.Value, l.Line, code))];
                var fallback = c.GetProperty("fallback");
                _near.Same("kept lines", lines.Select(l => (double)l.Index), fallback.Numbers("kept_lines"));
                if (lines.Count > 0)
                    _near.Same("line pass", !pass.Contains(false), fallback.GetProperty("line_pass").GetBoolean());
                judged.Add((pass, fallback.Number("has_english_word") > 0));
                var prediction = new Prediction("i", language, "", c.Text("completion"), []);
                items.Add(metric.Score(prediction));
                wordItems.Add(wordMetric.Score(prediction));
            }

            var (rates, expected) = (PassRates.Of(judged), row.GetProperty("expected_fallback_tokens"));
            _near.Check(code + " lpr", rates.Lpr, expected.Number("lpr"));
            _near.Check(code + " metric", metric.Aggregate(items), expected.Number("lpr"));
            if (expected.TryGetProperty("wpr", out var wpr))
            {
                _near.Check(code + " wpr", rates.Wpr, wpr.Number());
                _near.Check(code + " word metric", wordMetric.Aggregate(wordItems), wpr.Number());
            }
            else
            {
                _near.Same(code + " word metric", language.Script != "Latn" || double.IsNaN(wordMetric.Aggregate(wordItems)), true);
            }

            if (language.Iso639 is not ("zho" or "jpn"))
                _near.Check(code + " acc", rates.LineAccuracy, row.GetProperty("expected_reference").Number("acc"));
        }

        _near.Verify();
    }

    [GoldenFact("metrics/lid.176.ftz")]
    public void A_model_cut_short_is_named()
    {
        var path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        var bytes = File.ReadAllBytes(Path.Combine(SharedFolder.Golden, "metrics", "lid.176.ftz"));
        File.WriteAllBytes(path, bytes[..(bytes.Length / 2)]);
        Should.Throw<InputException>(() => FastTextModel.Load(path)).Message.ShouldContain("cannot be read");
        File.WriteAllBytes(path, [1, 2, 3, 4, 5, 6, 7, 8]);
        Should.Throw<InputException>(() => FastTextModel.Load(path)).Message.ShouldContain("not a fastText model");
        File.Delete(path);
        Should.Throw<InputException>(() => FastTextModel.Load(path)).Message.ShouldContain(path);
    }
}
