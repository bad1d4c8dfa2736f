using Clt.Results.Statistics.Testing;
using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>How far apart RSA takes two items to be.</summary>
public enum RsaDistance
{
    /// <summary>1 - Pearson's r of their embeddings.</summary>
    Pearson,

    /// <summary>1 - their cosine.</summary>
    Cosine,

    /// <summary>Their Euclidean distance.</summary>
    Euclidean,
}

/// <summary>
/// Representational similarity analysis (RSA, Kriegeskorte et al. 2008): whether the same pairs of items are far apart on both sides, by
/// Spearman's correlation of all distances in a batch; the mean over batches.
/// </summary>
/// <param name="distance">How far apart two items are.</param>
/// <param name="batch">Items a batch; 4 or more.</param>
public sealed class RsaMetric(RsaDistance distance, int batch) : BatchedSimilarity(Checked(batch, "Rsa"))
{
    /// <inheritdoc/>
    public override MetricInfo Info { get; } =
        new(
            "rsa",
            $"rsa|distance:{distance}|correlation:Spearman|batch:{batch}|v:1",
            "Spearman's correlation of the distances of all pairs: 1 where the same items are far apart on both sides"
        )
        {
            Range = MetricRange.Signed,
        };

    /// <inheritdoc/>
    protected override ItemScore Score(Matrix<double> x, Matrix<double> y) => new(Correlation.Spearman(Distances(x), Distances(y)).R);

    private double[] Distances(Matrix<double> x) =>
        distance switch
        {
            RsaDistance.Pearson => Rsa.PearsonDissimilarities(x),
            RsaDistance.Cosine => Rsa.CosineDissimilarities(x),
            RsaDistance.Euclidean => Rsa.Distances(x),
            _ => throw new ArgumentOutOfRangeException(nameof(x), distance, "There is no such distance."),
        };
}
