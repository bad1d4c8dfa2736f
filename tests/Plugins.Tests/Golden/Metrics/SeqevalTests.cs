using System.Text.Json;
using Clt.Plugins.Metrics.Labels;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>Entity F1 as seqeval computes it, in its default mode and in six strict schemes (seqeval.jsonl).</summary>
public class SeqevalTests
{
    private readonly Near _near = new();

    [GoldenFact("metrics/seqeval.jsonl")]
    public void Entities_and_scores()
    {
        foreach (var row in GoldenRows.Lines("metrics/seqeval.jsonl"))
        {
            var truth = row.GetProperty("y_true").EnumerateArray().Select(s => s.Texts()).ToList();
            var predicted = row.GetProperty("y_pred").EnumerateArray().Select(s => s.Texts()).ToList();
            foreach (var expected in row.GetProperty("expected").EnumerateObject())
            {
                var what = $"{row.Number("id")} {expected.Name}";
                if (expected.Name == "token_accuracy")
                    Accuracy(what, truth, predicted, expected.Value);
                else if (expected.Name == "conll_chunk")
                    Chunks(what, truth, predicted, expected.Value);
                else
                    Scores(
                        what,
                        truth,
                        predicted,
                        expected.Name == "default" ? TagScheme.Lenient : Enum.Parse<TagScheme>(expected.Name.Split(':')[1]),
                        expected.Value
                    );
            }
        }

        _near.Verify();
    }

    private void Scores(string what, List<string[]> truth, List<string[]> predicted, TagScheme scheme, JsonElement expected)
    {
        if (expected.TryGetProperty("error", out _))
        {
            var failed = Xunit.Record.Exception(() => Read(truth.Concat(predicted), scheme));
            _near.Same(what + " raises", failed is InputException, true);
            return;
        }

        var (t, p) = (Read(truth, scheme), Read(predicted, scheme));
        SameEntities(what + " true", t, expected.GetProperty("true_entities"));
        SameEntities(what + " predicted", p, expected.GetProperty("pred_entities"));
        var scores = new EntityScores(t.Zip(p, (a, b) => ((IReadOnlyList<Entity>)a, (IReadOnlyList<Entity>)b)));
        _near.Check(what + " micro", Three(scores.Micro), expected.GetProperty("micro"));
        _near.Check(what + " macro", Three(scores.Macro), expected.GetProperty("macro"));
        _near.Check(what + " weighted", Three(scores.Weighted), expected.GetProperty("weighted"));
        if (!expected.TryGetProperty("per_type", out var types))
            return;
        _near.Same(what + " types", scores.Types, types.EnumerateObject().Select(x => x.Name).Order(StringComparer.Ordinal));
        foreach (var type in types.EnumerateObject())
        {
            _near.Check($"{what} {type.Name}", [.. Three(scores.Of(type.Name)), scores.Support(type.Name)], type.Value);
        }

        var metric = new EntityF1(scheme);
        var items = truth.Zip(
            predicted,
            (a, b) => metric.Score(new Prediction("i", Language.Parse("en"), "", string.Join(' ', b), [string.Join(' ', a)]))
        );
        _near.Check(what + " metric", metric.Aggregate([.. items]), expected.GetProperty("micro")[2].Number());
    }

    private void Accuracy(string what, List<string[]> truth, List<string[]> predicted, JsonElement expected)
    {
        var metric = new TokenAccuracy();
        var items = truth.Zip(
            predicted,
            (a, b) => metric.Score(new Prediction("i", Language.Parse("en"), "", string.Join(' ', b), [string.Join(' ', a)]))
        );
        _near.Check(what, metric.Aggregate([.. items]), expected.Number());
    }

    private void Chunks(string what, List<string[]> truth, List<string[]> predicted, JsonElement expected)
    {
        var (t, p) = (Read(truth, TagScheme.Lenient), Read(predicted, TagScheme.Lenient));
        SameEntities(what, p, expected.GetProperty("pred_chunks"));
        var scores = new EntityScores(t.Zip(p, (a, b) => ((IReadOnlyList<Entity>)a, (IReadOnlyList<Entity>)b))).Micro;
        _near.Check(what + " precision", scores.Precision, expected.Number("precision"));
        _near.Check(what + " recall", scores.Recall, expected.Number("recall"));
        _near.Check(what + " F1", scores.F1, expected.Number("f1"));
        _near.Check(what + " gold", t.Sum(s => s.Count), expected.Number("gold"));
        _near.Check(what + " predicted", p.Sum(s => s.Count), expected.Number("pred"));
        _near.Check(what + " correct", t.Zip(p, (a, b) => a.Intersect(b).Count()).Sum(), expected.Number("correct"));
    }

    private void SameEntities(string what, List<List<Entity>> actual, JsonElement expected) =>
        _near.Same(
            what,
            actual.SelectMany((s, i) => s.Select(e => $"{i} {e.Type} {e.First} {e.Last}")),
            expected
                .EnumerateArray()
                .SelectMany((s, i) => s.EnumerateArray().Select(e => $"{i} {e[0].GetString()} {e[1].GetInt32()} {e[2].GetInt32()}"))
        );

    private static List<List<Entity>> Read(IEnumerable<string[]> sentences, TagScheme scheme) =>
        [.. sentences.Select(s => Entities.Of(s, scheme))];

    private static double[] Three((double Precision, double Recall, double F1) s) => [s.Precision, s.Recall, s.F1];
}
