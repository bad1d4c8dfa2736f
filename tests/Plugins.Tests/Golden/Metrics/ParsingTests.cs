using System.Text.Json;
using Clt.Engine.Layers;
using Clt.Plugins.Metrics.Parsing;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>Attachment scores and maximum spanning trees (dependency.jsonl, mst.jsonl).</summary>
public class ParsingTests
{
    private readonly Near _near = new();

    [GoldenFact("metrics/mst.jsonl")]
    public void Trees()
    {
        foreach (var row in GoldenRows.Lines("metrics/mst.jsonl"))
        {
            var rows = row.GetProperty("score_dep_x_head").EnumerateArray().Select(r => r.Numbers()).ToList();
            var scores = new double[rows.Count, rows.Count];
            for (var i = 0; i < rows.Count; i++)
            for (var j = 0; j < rows.Count; j++)
                scores[i, j] = rows[i][j];
            foreach (var expected in row.GetProperty("expected").EnumerateObject())
            {
                var heads = SpanningTree.Heads(scores, expected.Name == "single_root");
                _near.Check($"{row.Number("n")} {expected.Name}", SpanningTree.Total(scores, heads), expected.Value.Number("total"));
                if (expected.Value.TryGetProperty("heads", out _))
                    _near.Same<int>("heads", heads, expected.Value.Integers("heads"));
            }
        }

        _near.Verify();
    }

    [GoldenFact("metrics/dependency.jsonl")]
    public void Attachment()
    {
        foreach (var row in GoldenRows.Lines("metrics/dependency.jsonl"))
        {
            var sentences = row.GetProperty("sentences").EnumerateArray().Select(Words).ToList();
            var perSentence = row.GetProperty("per_sentence_counts").EnumerateArray().ToList();
            foreach (var expected in row.GetProperty("expected").EnumerateObject())
            {
                Func<DependencyWord, bool> keep = expected.Name switch
                {
                    "nopunct_upos" => w => w.Upos != "PUNCT",
                    "nopunct_deprel" => w => w.MainRelations.Gold != "punct",
                    _ => _ => true,
                };
                var counts = sentences.Select(s => Attachments.Count(s, keep)).ToList();
                for (var i = 0; i < counts.Count; i++)
                {
                    _near.Check(
                        "sentence",
                        [counts[i].Uas, counts[i].LasFull, counts[i].LasMain, counts[i].Labels, counts[i].Words],
                        Sentence(perSentence[i], expected.Name)
                    );
                }

                var all = counts.Aggregate((a, b) => a + b);
                double words = all.Words;
                _near.Check("uas", all.Uas / words, expected.Value.Number("uas"));
                _near.Check("las full", all.LasFull / words, expected.Value.Number("las_full"));
                _near.Check("las main", all.LasMain / words, expected.Value.Number("las_main"));
                _near.Check("labels", all.Labels / words, expected.Value.Number("label_full"));
                _near.Check("words", words, expected.Value.Number("words"));
            }

            if (row.TryGetProperty("ud_eval", out var official))
                Official(sentences, official);
        }

        _near.Verify();
    }

    private void Official(List<DependencyWord[]> sentences, JsonElement expected)
    {
        double Mean(IMetric metric) =>
            metric.Aggregate([
                .. sentences.Select(s =>
                    metric.Score(
                        new Prediction(
                            "i",
                            Language.Parse("en"),
                            "",
                            Lines(s, w => (w.PredictedHead, w.PredictedRelation)),
                            [Lines(s, w => (w.GoldHead, w.GoldRelation))]
                        )
                    )
                ),
            ]);
        _near.Check("UAS", Mean(new Uas()), expected.Number("UAS"));
        _near.Check("LAS", Mean(new Las()), expected.Number("LAS"));
        foreach (var (name, full) in new[] { ("CLAS", false), ("MLAS", true) })
        {
            var counts = sentences.Select(s => ContentScores.Count(s, full)).ToList();
            _near.Check(name, 2.0 * counts.Sum(c => c.Right) / counts.Sum(c => c.Gold + c.Predicted), expected.Number(name));
        }
    }

    private static string Lines(DependencyWord[] sentence, Func<DependencyWord, (int Head, string Relation)> side) =>
        string.Join('\n', sentence.Select(w => $"{w.Upos}\t{side(w).Head}\t{side(w).Relation}"));

    private static JsonElement Sentence(JsonElement counts, string filter) =>
        JsonSerializer.SerializeToElement(
            new[] { "uas", "las_full", "las_main", "label_full", "n" }.Select(m => counts.Number($"{filter}|{m}"))
        );

    private static DependencyWord[] Words(JsonElement s)
    {
        var (upos, gold, predicted) = (s.Texts("upos"), s.Texts("gold_deprels"), s.Texts("pred_deprels"));
        var (goldHeads, predictedHeads) = (s.Integers("gold_heads"), s.Integers("pred_heads"));
        return [.. upos.Select((u, i) => new DependencyWord(u, goldHeads[i], gold[i], predictedHeads[i], predicted[i]))];
    }
}
