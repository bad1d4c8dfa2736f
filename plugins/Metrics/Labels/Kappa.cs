namespace Clt.Plugins.Metrics.Labels;

/// <summary>Cohen's kappa of outputs and references: agreement beyond chance, at most 1. NaN where chance agreement is certain.</summary>
/// <remarks>
/// NaN therefore for a single item that is right, and where all items have one label. With weights, an output that is no label is as far
/// from the truth as the first label from the last.
/// </remarks>
/// <param name="power">Weight of a disagreement |i - j|^power over the labels' places: 0 all alike, 1 linear, 2 quadratic.</param>
/// <param name="labels">In their order, where weights count it.</param>
public sealed class Kappa(int power, params string[] labels) : LabelMetric("kappa", labels)
{
    public override MetricInfo Info =>
        new(
            "kappa",
            $"kappa|labels:{Labels}|weight:{power}|other:label|v:1",
            "Agreement beyond chance (to 1); an output that is no label disagrees"
        )
        {
            Range = new MetricRange(double.NegativeInfinity, 1),
        };

    protected override double Of(LabelCounts counts)
    {
        var (expected, total) = (0.0, counts.Total);
        for (var truth = 0; truth < counts.Labels; truth++)
        {
            for (var given = 0; given <= counts.Labels; given++)
                expected += Weight(truth, given) * counts.Truth(truth) * counts.Given(given) / total;
        }

        return 1 - (counts.Disagreement / expected);
    }

    protected override double Weight(int truth, int given)
    {
        if (truth == given)
            return 0;
        return Math.Pow(given == Labels.Count ? Labels.Count - 1 : Math.Abs(truth - given), power);
    }
}
