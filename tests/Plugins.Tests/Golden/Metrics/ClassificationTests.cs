using System.Text.Json;
using Clt.Plugins.Metrics.Labels;
using Clt.Results.Statistics.Resampling;
using Plugins.Tests.Metrics;

namespace Plugins.Tests.Golden.Metrics;

/// <summary>Scores of labels, probabilities, numbers and raters (classification.jsonl).</summary>
public class ClassificationTests
{
    private readonly Near _near = new();

    [GoldenFact("metrics/classification.jsonl")]
    public void Scores_equal_the_reference()
    {
        foreach (var row in GoldenRows.Lines("metrics/classification.jsonl"))
        {
            var expected = row.GetProperty("expected");
            switch (row.Text("kind"))
            {
                case "labels":
                    Labels(row, expected);
                    break;
                case "binary_scores":
                    Binary(row, expected);
                    break;
                case "probabilities":
                    Distributions(row, expected);
                    break;
                case "regression":
                    Numbers(row.Numbers("y_true"), row.Numbers("y_pred"), expected);
                    break;
                case "krippendorff":
                    Raters(row, expected);
                    break;
                default:
                    _near.Same("kind", row.Text("kind"), "a known kind");
                    break;
            }
        }

        _near.Verify();
    }

    private void Labels(JsonElement row, JsonElement expected)
    {
        var k = row.GetProperty("k").GetInt32();
        var matrix = ConfusionMatrix.Of(row.Integers("y_true"), row.Integers("y_pred"), k);
        var rows = expected.GetProperty("confusion_rows_true").EnumerateArray().ToList();
        for (var i = 0; i < k; i++)
            _near.Check("confusion", [.. Enumerable.Range(0, k).Select(j => matrix[i, j])], rows[i]);
        _near.Check("accuracy", matrix.Accuracy, expected.Number("accuracy"));
        _near.Check("balanced", matrix.BalancedAccuracy, expected.Number("balanced_accuracy"));
        _near.Check("mcc", matrix.Mcc, expected.Number("mcc"));
        _near.Check("kappa", matrix.Kappa(), expected.Number("kappa_unweighted"));
        _near.Check("kappa linear", matrix.Kappa(1), expected.Number("kappa_linear"));
        _near.Check("kappa quadratic", matrix.Kappa(2), expected.Number("kappa_quadratic"));
        _near.Check("micro", [matrix.Accuracy, matrix.Accuracy, matrix.Accuracy], expected.GetProperty("prf_micro"));
        _near.Check(
            "macro",
            [matrix.Macro(matrix.Precision), matrix.Macro(matrix.Recall), matrix.Macro(matrix.F1)],
            expected.GetProperty("prf_macro")
        );
        _near.Check(
            "weighted",
            [matrix.Weighted(matrix.Precision), matrix.Weighted(matrix.Recall), matrix.Weighted(matrix.F1)],
            expected.GetProperty("prf_weighted")
        );
        LabelMetrics(row, expected);
        var classes = Enumerable.Range(0, k).ToList();
        var perClass = expected.GetProperty("prf_per_class");
        _near.Check("precision", [.. classes.Select(matrix.Precision)], perClass[0]);
        _near.Check("recall", [.. classes.Select(matrix.Recall)], perClass[1]);
        _near.Check("F1", [.. classes.Select(matrix.F1)], perClass[2]);
        _near.Check("support", [.. classes.Select(matrix.Support)], perClass[3]);
    }

    private void LabelMetrics(JsonElement row, JsonElement expected)
    {
        var names = Enumerable.Range(0, row.GetProperty("k").GetInt32()).Select(l => $"label {l}").ToArray();
        if (names.Length < 2)
            return;
        var items = row.Integers("y_pred")
            .Zip(row.Integers("y_true"), (p, t) => Predict.Of(names[p].ToUpperInvariant(), names[t]))
            .ToList();
        _near.Check("macro F1 metric", Whole(new MacroF1(names)), expected.GetProperty("prf_macro")[2].Number());
        _near.Check("mcc metric", Whole(new MatthewsCorrelation(names)), expected.Number("mcc"));
        _near.Check("kappa metric", Whole(new Kappa(0, names)), expected.Number("kappa_unweighted"));
        _near.Check("linear kappa metric", Whole(new Kappa(1, names)), expected.Number("kappa_linear"));
        _near.Check("quadratic kappa metric", Whole(new Kappa(2, names)), expected.Number("kappa_quadratic"));

        double Whole(IMetric metric) => metric.Aggregate([.. items.Select(metric.Score)]);
    }

    private void Binary(JsonElement row, JsonElement expected)
    {
        bool[] truth = [.. row.Integers("y_true").Select(v => v == 1)];
        var scores = row.Numbers("score");
        _near.Check("auc", BinaryScores.RocAuc(truth, scores), expected.Number("roc_auc"));
        _near.Check("average precision", BinaryScores.AveragePrecision(truth, scores), expected.Number("average_precision"));
        _near.Check("brier", BinaryScores.Brier(truth, scores), expected.Number("brier"));
        _near.Check("log loss", BinaryScores.LogLoss(truth, scores), expected.Number("log_loss_clip_1e-12"));
        var (falseRate, trueRate, thresholds) = BinaryScores.Roc(truth, scores);
        _near.Check("fpr", falseRate, expected.GetProperty("roc_fpr"));
        _near.Check("tpr", trueRate, expected.GetProperty("roc_tpr"));
        _near.Check("thresholds", thresholds, expected.GetProperty("roc_thresholds"));
    }

    private void Distributions(JsonElement row, JsonElement expected)
    {
        var truth = row.Integers("y_true");
        var p = row.GetProperty("prob").EnumerateArray().Select(r => r.Numbers()).ToList();
        _near.Check("accuracy", Probabilities.TopK(truth, p, 1), expected.Number("accuracy"));
        _near.Check("top 2", Probabilities.TopK(truth, p, 2), expected.Number("top2"));
        _near.Check("log loss", Probabilities.LogLoss(truth, p), expected.Number("log_loss"));
        _near.Check("auc ovr", Probabilities.AucOneVersusRest(truth, p), expected.Number("auc_ovr_macro"));
        _near.Check("auc ovo", Probabilities.AucOneVersusOne(truth, p), expected.Number("auc_ovo_macro"));
        _near.Check("brier", Probabilities.Brier(truth, p), expected.Number("brier_multiclass_sum"));
        var confidence = p.Select(r => r.Max()).ToList();
        bool[] right = [.. p.Select((r, i) => Array.IndexOf(r, r.Max()) == truth[i])];
        foreach (var field in expected.EnumerateObject().Where(f => f.Name.StartsWith("bins_", StringComparison.Ordinal)))
        {
            var count = int.Parse(field.Name[5..]);
            var bins = Calibration.EqualWidth(confidence, right, count);
            _near.Check("ece", Calibration.ExpectedError(bins), expected.Number($"ece_width_{count}"));
            var metric = new CalibrationError(count);
            var items = confidence.Zip(
                right,
                (c, r) => metric.Score(Predict.Of(r ? "yes" : "no", "yes") with { LogLikelihood = Math.Log(c) })
            );
            _near.Check("ece metric", metric.Aggregate([.. items]), expected.Number($"ece_width_{count}"));
            _near.Check("mce", Calibration.MaximumError(bins), expected.Number($"mce_width_{count}"));
            var rows = field.Value.EnumerateArray().ToList();
            _near.Same("bins", bins.Count, rows.Count);
            for (var b = 0; b < rows.Count; b++)
                _near.Check("bin", [bins[b].Index, bins[b].Count, bins[b].Accuracy, bins[b].Confidence], rows[b]);
        }

        foreach (var field in expected.EnumerateObject().Where(f => f.Name.StartsWith("ece_mass_", StringComparison.Ordinal)))
        {
            var bins = Calibration.EqualMass(confidence, right, int.Parse(field.Name.Split('_')[2]));
            _near.Check(field.Name, Calibration.ExpectedError(bins), field.Value.Number());
        }
    }

    private void Numbers(double[] truth, double[] predicted, JsonElement expected)
    {
        _near.Check("mae", Regression.MeanAbsoluteError(truth, predicted), expected.Number("mae"));
        _near.Check("mse", Regression.MeanSquaredError(truth, predicted), expected.Number("mse"));
        _near.Check("rmse", Math.Sqrt(Regression.MeanSquaredError(truth, predicted)), expected.Number("rmse"));
        _near.Check("r2", Regression.R2(truth, predicted), expected.Number("r2"));
        _near.Check("explained", Regression.ExplainedVariance(truth, predicted), expected.Number("explained_variance"));
        _near.Check("median", Regression.MedianAbsoluteError(truth, predicted), expected.Number("median_ae"));
        _near.Check("max", Regression.MaximumError(truth, predicted), expected.Number("max_error"));
    }

    private void Raters(JsonElement row, JsonElement expected)
    {
        var ratings = row.GetProperty("ratings_raters_x_items").EnumerateArray().Select(r => r.Numbers()).ToList();
        foreach (var level in expected.EnumerateObject())
        {
            AlphaMetric(ratings, Enum.Parse<MeasurementLevel>(level.Name, true), level.Value.Number());
            _near.Check(level.Name, Krippendorff.Alpha(ratings, Enum.Parse<MeasurementLevel>(level.Name, true)), level.Value.Number());
        }
    }

    private void AlphaMetric(List<double[]> ratings, MeasurementLevel level, double expected)
    {
        static string Text(double value) => double.IsNaN(value) ? "missing" : $"{value:R}";
        string[] labels = [.. ratings.SelectMany(r => r).Where(v => !double.IsNaN(v)).Distinct().Order().Select(Text)];
        if (labels.Length < 2)
            return;
        var metric = new KrippendorffAlpha(level, labels);
        var items = Enumerable
            .Range(0, ratings[0].Length)
            .Select(i => metric.Score(Predict.Of(Text(ratings[0][i]), [.. ratings.Skip(1).Select(r => Text(r[i]))])));
        _near.Check($"{level} metric", metric.Aggregate([.. items]), expected);
    }
}
