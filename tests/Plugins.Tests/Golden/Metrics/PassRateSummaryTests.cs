using System.Text.Json;
using Clt.Plugins.Metrics.LanguageId;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>Pass rates from the reference's own lines and decisions, also in Chinese and Japanese (lpr_wpr_summary.json).</summary>
public class PassRateSummaryTests
{
    [GoldenFact("metrics/lpr_wpr_summary.json")]
    public void Rates_by_source_and_language()
    {
        var near = new Near();
        var rows = GoldenRows.Lines("metrics/lpr_wpr.jsonl").ToDictionary(r => r.Text("language"));
        foreach (var expected in GoldenRows.Whole("metrics/lpr_wpr_summary.json").GetProperty("expected").EnumerateArray())
        {
            var (source, language) = (expected.Text("source"), expected.Text("language"));
            if (source == "all" || language == "all") continue;
            var completions = rows[language].GetProperty("completions").EnumerateArray().ToList();
            var rates = PassRates.Of(completions.Where((_, i) => source == $"s{i % 2}").Select(c => Judged(c, language)));
            near.Check($"{source} {language} lpr", rates.Lpr, expected.Number("lpr"));
            near.Check($"{source} {language} acc", rates.LineAccuracy, expected.Number("acc"));
            if (expected.TryGetProperty("wpr", out var wpr)) near.Check($"{source} {language} wpr", rates.Wpr, wpr.Number());
        }

        near.Verify();
    }

    private static (IReadOnlyList<bool>, bool) Judged(JsonElement completion, string language)
    {
        bool[] lines = [.. completion.GetProperty("kept_langid_label_prob_decision").EnumerateArray().Select(l => l[2].GetString() == language)];
        return (lines, completion.GetProperty("has_english_word").ValueKind == JsonValueKind.True);
    }
}
