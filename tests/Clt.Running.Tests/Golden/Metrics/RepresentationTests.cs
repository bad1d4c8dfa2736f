using System.Text.Json;
using Clt.Results.Statistics.Representation;
using Clt.Results.Statistics.Resampling;
using Clt.Testing;
using MathNet.Numerics.LinearAlgebra;
using static Clt.Recipe;

namespace Clt.Running.Tests.Golden.Metrics;

/// <summary>Similarity of embeddings and retrieval through the words of recipes (representation.jsonl).</summary>
public class RepresentationTests
{
    private readonly Near _near = new(1e-9);

    [GoldenFact("metrics/representation.jsonl")]
    public void Similarities_equal_the_reference()
    {
        foreach (var row in GoldenRows.Lines("metrics/representation.jsonl"))
        {
            var (x, y, expected) = (Matrix(row, "X"), Matrix(row, "Y"), row.GetProperty("expected"));
            if (row.Text("kind") == "similarity")
                Similarity(x, y, expected);
            else
                Translations(x, y, expected);
        }

        _near.Verify();
    }

    private static Matrix<double> Matrix(JsonElement row, string name) =>
        Embeddings.Of([.. row.GetProperty(name).EnumerateArray().Select(r => r.Numbers())]);

    private void Similarity(Matrix<double> x, Matrix<double> y, JsonElement expected)
    {
        var n = x.RowCount;
        _near.Check("cka", Cka(debiased: false, batch: n).Of(x, y), expected.Number("cka_linear"));
        foreach (
            var (name, bandwidth) in new[] { ("nonzero", Bandwidth.NonZero), ("all", Bandwidth.All), ("offdiagonal", Bandwidth.Pairs) }
        )
        {
            var rbf = new CkaMetric(CkaKernel.Rbf, debiased: false, n, bandwidth);
            _near.Check("rbf " + name, rbf.Of(x, y), expected.Number("cka_rbf_sigma2_median_" + name));
            _near.Check(
                "median",
                [SimilarityKernels.MedianSquaredDistance(x, bandwidth), SimilarityKernels.MedianSquaredDistance(y, bandwidth)],
                expected.GetProperty("median_sq_distance_" + name)
            );
        }

        _near.Check("rbf", Cka(CkaKernel.Rbf, debiased: false, batch: n).Of(x, y), expected.Number("cka_rbf_sigma2_median_nonzero"));
        _near.Check("hsic", Cka(batch: n).Score(x, y, Names(n)).Single().Score.Statistics!, expected.GetProperty("hsic1_unbiased"));
        _near.Check("unbiased", Cka(batch: n).Of(x, y), expected.Number("cka_linear_unbiased"));
        Batches(x, y, expected.GetProperty("minibatch"));
        Distances(RsaDistance.Pearson, x, y, expected.GetProperty("rsa_pearson_dissimilarity"));
        Distances(RsaDistance.Cosine, x, y, expected.GetProperty("rsa_cosine_dissimilarity"));
        Distances(RsaDistance.Euclidean, x, y, expected.GetProperty("rsa_euclidean"));
    }

    private void Batches(Matrix<double> x, Matrix<double> y, JsonElement expected)
    {
        var size = (int)expected.Number("batch");
        _near.Check("minibatch", Cka(batch: size).Of(x, y), expected.Number("cka_minibatch_hsic1"));
        _near.Check(
            "batch rbf",
            Cka(CkaKernel.Rbf, debiased: false, batch: size).Of(x, y),
            expected.Number("mean_of_batch_rbf_cka_nonzero")
        );
        _near.Check("batch linear", Cka(debiased: false, batch: size).Of(x, y), expected.Number("mean_of_batch_linear_cka"));
        Cka(batch: size).Score(x, y, Names(x.RowCount)).Count.ShouldBe((int)expected.Number("batches"), "batches are disjoint");
        if (expected.GetProperty("mean_rbf_cka_overlapping_slices").ValueKind == JsonValueKind.Null)
            return;
        // What the paper's code computes: its four batches overlap but for an item each.
        var slice = x.RowCount / 4;
        _near.Check(
            "slices",
            Enumerable.Range(0, 4).Average(s => Cka(CkaKernel.Rbf, debiased: false, batch: slice).Of(Rows(x, s, slice), Rows(y, s, slice))),
            expected.Number("mean_rbf_cka_overlapping_slices")
        );
    }

    private static string[] Names(int count) => [.. Enumerable.Range(0, count).Select(i => $"{i}")];

    private static Matrix<double> Rows(Matrix<double> m, int start, int count) => m.SubMatrix(start, count, 0, m.ColumnCount);

    private void Distances(RsaDistance distance, Matrix<double> x, Matrix<double> y, JsonElement expected) =>
        _near.Check("rsa", Rsa(distance, batch: x.RowCount).Of(x, y), expected.Number("spearman"));

    private void Translations(Matrix<double> x, Matrix<double> y, JsonElement expected)
    {
        Retrieved(x, y, false, expected.GetProperty("raw"));
        Retrieved(x, y, true, expected.GetProperty("mean_centred"));
        var cosines = Cosine(centred: true).Score(x, y, Names(x.RowCount));
        _near.Check("rows", [.. cosines.Select(c => c.Score.Value)], expected.GetProperty("mean_centred_cosine_of_rows"));
    }

    private void Retrieved(Matrix<double> x, Matrix<double> y, bool centred, JsonElement expected)
    {
        _near.Check("parallel", Cosine(centred).Of(x, y), expected.Number("mean_parallel_cosine"));
        _near.Check("gap", Cosine(centred, relative: true).Of(x, y), expected.Number("gap"));
        _near.Check("accuracy", Recipe.Retrieved(centred: centred).Of(x, y), expected.Number("acc_x2y"));
        _near.Check("back", Recipe.Retrieved(centred: centred, back: true).Of(x, y), expected.Number("acc_y2x"));
        foreach (var field in expected.EnumerateObject().Where(f => f.Name.Contains("_k", StringComparison.Ordinal)))
        {
            var k = int.Parse(field.Name[(field.Name.LastIndexOf('k') + 1)..]);
            var by = field.Name.StartsWith("csls", StringComparison.Ordinal) ? NearestBy.Csls : NearestBy.Margin;
            SimilarityMetric Found(bool back) => Recipe.Retrieved(by, centred, k, back);
            _near.Check(field.Name, Found(back: false).Of(x, y), field.Value.Number("acc_x2y"));
            if (field.Value.TryGetProperty("acc_y2x", out var back))
                _near.Check(field.Name, Found(back: true).Of(x, y), back.Number());
            if (by != NearestBy.Csls || centred)
                continue;
            _near.Check(
                field.Name + " row",
                Csls(k).Score(x, y, Names(x.RowCount))[0].Score.Value,
                field.Value.GetProperty("row0")[0].Number()
            );
        }
    }
}
