namespace Clt.Plugins.Metrics.Labels;

/// <summary>A metric of the counts of true and given labels, which are summed over items: macro F1, MCC, kappa.</summary>
/// <remarks>
/// An output that is none of the labels (an empty one too) is wrong, and counts as a label of its own, "none", which is never true.
/// Only the first reference counts. The item's own score is the metric of that item alone.
/// </remarks>
/// <param name="name">The metric's name.</param>
/// <param name="labels">The labels, see <see cref="LabelSet"/>.</param>
public abstract class LabelMetric(string name, IReadOnlyList<string> labels) : SumsMetric
{
    /// <summary>The labels in order.</summary>
    protected LabelSet Labels { get; } = new(name, labels);

    /// <exception cref="InputException">There is no reference, or it is none of the labels.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var (truth, given) = (Labels.TruthOf(prediction, name), Labels.PlaceOf(prediction.Output));
        if (given < 0)
            given = Labels.Count;
        var statistics = new double[LabelCounts.Size(Labels.Count)];
        LabelCounts.Add(statistics, Labels.Count, truth, given, Weight(truth, given));
        return Item(statistics);
    }

    public override double FromSums(ReadOnlySpan<double> sums) => Of(new LabelCounts(sums, Labels.Count));

    /// <summary>The metric of counts over any number of items.</summary>
    protected abstract double Of(LabelCounts counts);

    /// <summary>
    /// How far a given label is from the true one, for metrics that weigh disagreement; the place after the last is "none".
    /// </summary>
    protected virtual double Weight(int truth, int given) => truth == given ? 0 : 1;
}
