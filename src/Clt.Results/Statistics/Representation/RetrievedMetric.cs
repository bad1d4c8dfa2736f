using MathNet.Numerics.LinearAlgebra;

namespace Clt.Results.Statistics.Representation;

/// <summary>What is nearest where translations are retrieved.</summary>
public enum NearestBy
{
    /// <summary>The greatest cosine.</summary>
    Cosine,

    /// <summary>The greatest CSLS, which takes hubs for less (Conneau et al. 2018).</summary>
    Csls,

    /// <summary>The greatest margin ratio (Artetxe and Schwenk 2019).</summary>
    Margin,
}

/// <summary>
/// Retrieval accuracy: the share of items whose translation is the nearest among those of all items. Chance is one over their number.
/// </summary>
/// <param name="by">What is nearest.</param>
/// <param name="centred">Whether each side's mean is taken off first (Libovický et al. 2020): languages lie apart by it.</param>
/// <param name="neighbours">k of CSLS and margin.</param>
/// <param name="back">Whether x is found from y instead.</param>
public sealed class RetrievedMetric(NearestBy by, bool centred, int neighbours, bool back) : SimilarityMetric
{
    /// <inheritdoc/>
    public override MetricInfo Info { get; } =
        new(
            back ? "retrieved-back" : "retrieved",
            $"retrieved|by:{by}{(by == NearestBy.Cosine ? "" : $"|k:{neighbours}")}|centred:{(centred ? "yes" : "no")}"
                + $"|direction:{(back ? "back" : "to")}|v:1",
            "Share of items whose translation is nearest (0 to 1)"
        )
        {
            Range = MetricRange.Proportion,
        };

    /// <inheritdoc/>
    public override IReadOnlyList<(string Item, ItemScore Score)> Score(Matrix<double> x, Matrix<double> y, IReadOnlyList<string> items)
    {
        var cosines = centred ? Embeddings.Cosines(Embeddings.Centred(x), Embeddings.Centred(y)) : Embeddings.Cosines(x, y);
        var scores = by switch
        {
            NearestBy.Cosine => cosines,
            NearestBy.Csls => Retrieval.Csls(cosines, neighbours),
            NearestBy.Margin => Retrieval.MarginRatio(cosines, neighbours),
            _ => throw new ArgumentOutOfRangeException(nameof(x), by, "There is nothing nearest by that."),
        };
        if (back)
            scores = scores.Transpose();
        return [.. items.Select((item, i) => (item, new ItemScore(scores.Row(i).MaximumIndex() == i ? 1 : 0)))];
    }
}
