using System.Globalization;
using System.Text.Json;
using Clt.Results.Scores;
using Clt.Results.Store;
using Clt.Testing;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>The report's measures of streams, by the recipe's word, on the reference's matrices (continual.jsonl).</summary>
public class StreamReportTests
{
    private const string Metric = "score";

    [GoldenFact("metrics/continual.jsonl")]
    public void Streams_are_reported_as_the_reference_measures_them()
    {
        var rows = GoldenRows.Lines("metrics/continual.jsonl").ToList();
        rows.Count.ShouldBeGreaterThan(0);
        foreach (var row in rows)
        {
            var measures = Recipe.ContinualTransfer("vanilla").Run(Results(row)).Tables[0].Rows.ShouldHaveSingleItem();
            var expected = row.GetProperty("expected");
            foreach (
                var (column, name) in new[] { (2, "final_performance"), (3, "forgetting"), (4, "bwt"), (5, "fwt_vs_mono"), (6, "fwt0") }
            )
            {
                // Tables have three decimals.
                Number(measures.Cells[column]).ShouldBe(expected.GetProperty(name).GetDouble(), 0.00051, name);
            }
        }
    }

    [GoldenFact("metrics/continual.jsonl")]
    public void Two_orders_are_averaged_and_compared_with_each_other_order_by_order()
    {
        var rows = GoldenRows.Lines("metrics/continual.jsonl").Where(r => Codes(r).Length == 6).Take(2).ToList();
        rows.Count.ShouldBe(2);
        var vanilla = rows.SelectMany((r, i) => Stream(r, "vanilla", $"order {i}", 0)).ToList();
        var other = rows.SelectMany((r, i) => Stream(r, "other", $"order {i}", i + 1)).ToList();
        var tables = Recipe.ContinualTransfer("vanilla").Run(Results(rows[0], [.. vanilla, .. other])).Tables;

        var final = rows.Average(r => r.GetProperty("expected").GetProperty("final_performance").GetDouble());
        Number(tables[0].Rows[0].Cells[2]).ShouldBe(final, 0.00051);
        tables[0].Rows[0].Cells[1].ShouldBe("2");
        // One more under the one order and two more under the other.
        Number(tables[1].Rows[0].Cells[1]).ShouldBe(1.5, 0.00051);
        Number(tables[1].Rows[0].Cells[2]).ShouldBe(0, 0.00051, "forgetting is a difference of scores that all rise alike");
    }

    private static string[] Codes(JsonElement row) =>
        [.. row.GetProperty("order").EnumerateArray().Select(l => Language.Parse(l.GetString()!).Code)];

    private static double Number(string cell) => double.Parse(cell.Split(' ')[0].Replace('\u2212', '-'), CultureInfo.InvariantCulture);

    private static StudyResults Results(JsonElement row)
    {
        var (codes, alone) = (Codes(row), row.Numbers("monolingual"));
        return Results(row, [.. Stream(row, "vanilla", "given", 0), .. codes.Select((c, i) => Alone(c, codes, alone[i]))]);
    }

    private static StudyResults Results(JsonElement row, List<MeasuredRun> runs)
    {
        var codes = Codes(row);
        var random = row.Numbers("random_init");
        runs.Insert(0, Run(CellKind.Reference, [], [], codes, random, "base"));
        var hops = new AxisInfo(AxisInfo.Stage, [.. codes.Select((_, i) => $"hop {i + 1}")], null);
        return new StudyResults("golden", [hops], LanguageGroups.Of([], []), runs, new Dictionary<string, IMetric>(), 0);
    }

    private static IEnumerable<MeasuredRun> Stream(JsonElement row, string method, string order, double more)
    {
        var codes = Codes(row);
        var matrix = row.GetProperty("R_rows_hops_cols_tests").EnumerateArray().Select(r => r.Numbers()).ToList();
        for (var hop = 0; hop < codes.Length; hop++)
        {
            Dictionary<string, string> axes = new()
            {
                ["stage"] = $"hop {hop + 1}",
                ["method"] = method,
                ["order"] = order,
            };
            double[] scores = [.. matrix[hop].Select(v => v + more)];
            yield return Run(CellKind.Finetune, axes, [codes[hop]], codes, scores, $"{method} {order} {hop}");
        }
    }

    private static MeasuredRun Alone(string code, string[] codes, double score)
    {
        Dictionary<string, string> axes = new()
        {
            ["stage"] = "hop 1",
            ["method"] = "alone",
            ["alone"] = code,
        };
        return Run(CellKind.Finetune, axes, [code], codes, [.. codes.Select(c => c == code ? score : 0)], $"alone {code}");
    }

    /// <summary>Two items of each language, both of the score.</summary>
    private static MeasuredRun Run(
        CellKind kind,
        Dictionary<string, string> axes,
        string[] trained,
        string[] codes,
        double[] scores,
        string cell
    ) =>
        new(
            axes,
            new CellResult(
                CellResult.CurrentSchema,
                cell,
                kind,
                1,
                "weights",
                new Dictionary<string, double>(),
                [.. codes.Select((c, i) => Of(c, scores[i]))]
            )
        )
        {
            Stage = axes.GetValueOrDefault("stage", ""),
            TrainedOn = trained,
        };

    private static ScoreRecord Of(string code, double score) =>
        new(code, Metric, "score|v:1", score, 0, 100, [$"{code}-1", $"{code}-2"], [score, score], null);
}
