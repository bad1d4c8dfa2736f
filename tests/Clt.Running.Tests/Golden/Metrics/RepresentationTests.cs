using System.Text.Json;
using Clt.Results.Statistics.Representation;
using Clt.Results.Statistics.Resampling;
using Clt.Results.Statistics.Testing;
using Clt.Testing;
using MathNet.Numerics.LinearAlgebra;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>Similarity of embeddings and retrieval (representation.jsonl).</summary>
public class RepresentationTests
{
    private readonly Near _near = new(1e-9);

    [GoldenFact("metrics/representation.jsonl")]
    public void Similarities_equal_the_reference()
    {
        foreach (var row in GoldenRows.Lines("metrics/representation.jsonl"))
        {
            var (x, y, expected) = (Matrix(row, "X"), Matrix(row, "Y"), row.GetProperty("expected"));
            if (row.Text("kind") == "similarity") Similarity(x, y, expected);
            else Translations(x, y, expected);
        }

        _near.Verify();
    }

    private static Matrix<double> Matrix(JsonElement row, string name) =>
        Embeddings.Of([.. row.GetProperty(name).EnumerateArray().Select(r => r.Numbers())]);

    private void Similarity(Matrix<double> x, Matrix<double> y, JsonElement expected)
    {
        _near.Check("cka", Cka.Linear(x, y), expected.Number("cka_linear"));
        foreach (var (name, bandwidth) in new[] { ("nonzero", Bandwidth.NonZero), ("all", Bandwidth.All), ("offdiagonal", Bandwidth.Pairs) })
        {
            _near.Check("rbf " + name, Cka.Rbf(x, y, bandwidth), expected.Number("cka_rbf_sigma2_median_" + name));
            _near.Check(
                "median", [Cka.MedianSquaredDistance(x, bandwidth), Cka.MedianSquaredDistance(y, bandwidth)],
                expected.GetProperty("median_sq_distance_" + name));
        }

        _near.Check("hsic", [Cka.UnbiasedHsic(x, y), Cka.UnbiasedHsic(x, x), Cka.UnbiasedHsic(y, y)], expected.GetProperty("hsic1_unbiased"));
        _near.Check("unbiased", Cka.Unbiased(x, y), expected.Number("cka_linear_unbiased"));
        Batches(x, y, expected.GetProperty("minibatch"));
        var correlations = CanonicalCorrelation.Correlations(x, y);
        _near.Check("cca", correlations, expected.GetProperty("cca_correlations"));
        _near.Check("cca mean", correlations.Average(), expected.Number("cca_mean"));
        _near.Check("cca squared", correlations.Average(c => c * c), expected.Number("cca_mean_squared"));
        foreach (var field in expected.EnumerateObject().Where(f => f.Name.StartsWith("svcca_", StringComparison.Ordinal)))
        {
            var svcca = CanonicalCorrelation.Svcca(x, y, double.Parse(field.Name[6..], System.Globalization.CultureInfo.InvariantCulture));
            _near.Check("kept", [svcca.KeptX, svcca.KeptY], field.Value.GetProperty("kept"));
            _near.Check("svcca", svcca.Correlations, field.Value.GetProperty("correlations"));
            _near.Check("svcca mean", svcca.Correlations.Average(), field.Value.Number("mean"));
        }

        Dissimilarities(Rsa.PearsonDissimilarities(x), Rsa.PearsonDissimilarities(y), expected.GetProperty("rsa_pearson_dissimilarity"));
        Dissimilarities(Rsa.CosineDissimilarities(x), Rsa.CosineDissimilarities(y), expected.GetProperty("rsa_cosine_dissimilarity"));
        Dissimilarities(Rsa.Distances(x), Rsa.Distances(y), expected.GetProperty("rsa_euclidean"));
        if (expected.TryGetProperty("procrustes_disparity_frobenius_unit", out var disparity))
            _near.Check("procrustes", CanonicalCorrelation.ProcrustesDisparity(x, y), disparity.Number());
    }

    private void Batches(Matrix<double> x, Matrix<double> y, JsonElement expected)
    {
        var size = (int)expected.Number("batch");
        _near.Check("minibatch", Cka.Unbiased(x, y, size), expected.Number("cka_minibatch_hsic1"));
        var starts = Enumerable.Range(0, (int)expected.Number("batches")).Select(b => b * size).ToList();
        _near.Check("batch rbf", starts.Average(s => Cka.Rbf(Rows(x, s, size), Rows(y, s, size))), expected.Number("mean_of_batch_rbf_cka_nonzero"));
        _near.Check("batch linear", starts.Average(s => Cka.Linear(Rows(x, s, size), Rows(y, s, size))), expected.Number("mean_of_batch_linear_cka"));
        if (expected.GetProperty("mean_rbf_cka_overlapping_slices").ValueKind == JsonValueKind.Null) return;
        var slice = x.RowCount / 4;
        _near.Check(
            "slices", Enumerable.Range(0, 4).Average(s => Cka.Rbf(Rows(x, s, slice), Rows(y, s, slice))),
            expected.Number("mean_rbf_cka_overlapping_slices"));
    }

    private static Matrix<double> Rows(Matrix<double> m, int start, int count) => m.SubMatrix(start, count, 0, m.ColumnCount);

    private void Dissimilarities(double[] x, double[] y, JsonElement expected)
    {
        if (expected.TryGetProperty("spearman", out var spearman)) _near.Check("rsa spearman", Correlation.Spearman(x, y).R, spearman.Number());
        if (expected.TryGetProperty("pearson", out var pearson)) _near.Check("rsa pearson", Correlation.Pearson(x, y).R, pearson.Number());
        if (expected.TryGetProperty("kendall", out var kendall)) _near.Check("rsa kendall", new Kendall(x, y).TauB, kendall.Number());
    }

    private void Translations(Matrix<double> x, Matrix<double> y, JsonElement expected)
    {
        Retrieved(Embeddings.Cosines(x, y), expected.GetProperty("raw"));
        var centred = Embeddings.Cosines(Embeddings.Centred(x), Embeddings.Centred(y));
        Retrieved(centred, expected.GetProperty("mean_centred"));
        _near.Check("rows", [.. centred.Diagonal()], expected.GetProperty("mean_centred_cosine_of_rows"));
    }

    private void Retrieved(Matrix<double> cosines, JsonElement expected)
    {
        var rows = expected.GetProperty("cosine_matrix").EnumerateArray().ToList();
        for (var i = 0; i < rows.Count; i++) _near.Check("cosines", [.. cosines.Row(i)], rows[i]);
        var (parallel, other) = Retrieval.Means(cosines);
        _near.Check("parallel", parallel, expected.Number("mean_parallel_cosine"));
        _near.Check("other", other, expected.Number("mean_nonparallel_cosine"));
        _near.Check("gap", parallel - other, expected.Number("gap"));
        _near.Check("accuracy", Retrieval.Accuracy(cosines), expected.Number("acc_x2y"));
        _near.Check("back", Retrieval.Accuracy(cosines.Transpose()), expected.Number("acc_y2x"));
        _near.Check("mrr", Retrieval.MeanReciprocalRank(cosines), expected.Number("mrr_x2y"));
        foreach (var field in expected.EnumerateObject().Where(f => f.Name.Contains("_k", StringComparison.Ordinal)))
        {
            var k = int.Parse(field.Name[(field.Name.LastIndexOf('k') + 1)..]);
            var scores = field.Name.StartsWith("csls", StringComparison.Ordinal) ? Retrieval.Csls(cosines, k) : Retrieval.MarginRatio(cosines, k);
            _near.Check(field.Name, Retrieval.Accuracy(scores), field.Value.Number("acc_x2y"));
            if (field.Value.TryGetProperty("acc_y2x", out var back)) _near.Check(field.Name, Retrieval.Accuracy(scores.Transpose()), back.Number());
            _near.Check(field.Name + " row", [.. scores.Row(0)], field.Value.GetProperty("row0"));
        }
    }
}
