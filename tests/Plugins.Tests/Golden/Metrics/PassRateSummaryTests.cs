using System.Text.Json;
using Clt.Plugins.Metrics.LanguageId;
using Clt.Results.Statistics.Resampling;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>Pass rates from the reference's own lines and decisions, also in Chinese and Japanese (lpr_wpr_summary.json).</summary>
public class PassRateSummaryTests
{
    private static readonly string[] JudgedByWord = ["ar", "hi", "ja", "ko", "ru", "zh"];

    [GoldenFact("metrics/lpr_wpr_summary.json")]
    public void Rates_by_source_and_language()
    {
        var near = new Near();
        var summary = GoldenRows.Whole("metrics/lpr_wpr_summary.json");
        var rows = GoldenRows.Lines("metrics/lpr_wpr.jsonl").ToDictionary(r => r.Text("language"));
        var sources = summary
            .GetProperty("expected")
            .EnumerateArray()
            .Select(r => r.Text("source"))
            .Where(s => s != "all")
            .Distinct()
            .ToArray();
        foreach (var expected in summary.GetProperty("expected").EnumerateArray())
        {
            var (source, language) = (expected.Text("source"), expected.Text("language"));
            // "all" is the plain mean of the rates over sources or languages.
            var all = (source == "all" ? sources : [source])
                .SelectMany(s =>
                    (language == "all" ? rows.Keys.ToArray() : [language]).Select(l => (Language: l, Rates: Rates(rows[l], s)))
                )
                .ToList();
            near.Check($"{source} {language} lpr", all.Average(r => r.Rates.Lpr), expected.Number("lpr"));
            near.Check($"{source} {language} acc", all.Average(r => r.Rates.LineAccuracy), expected.Number("acc"));
            if (!expected.TryGetProperty("wpr", out var wpr))
                continue;
            near.Check(
                $"{source} {language} wpr",
                all.Where(r => JudgedByWord.Contains(r.Language)).Average(r => r.Rates.Wpr),
                wpr.Number()
            );
        }

        near.Verify();
    }

    private static PassRates Rates(JsonElement row, string source) =>
        PassRates.Of(
            row.GetProperty("completions")
                .EnumerateArray()
                .Where((_, i) => source == $"s{i % 2}")
                .Select(c => Judged(c, row.Text("language")))
        );

    private static (IReadOnlyList<bool>, bool) Judged(JsonElement completion, string language)
    {
        bool[] lines =
        [
            .. completion.GetProperty("kept_langid_label_prob_decision").EnumerateArray().Select(l => l[2].GetString() == language),
        ];
        return (lines, completion.GetProperty("has_english_word").ValueKind == JsonValueKind.True);
    }
}
