namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Mean F1 over the labels that occur as truth or output. Range 0 to 1. Equal to scikit-learn's where all outputs are labels.
/// </summary>
/// <remarks>No output that is a label, an empty one too: 0. An output that is no label lowers the recall of the true one.</remarks>
public sealed class MacroF1(params string[] labels) : LabelMetric("macro-f1", labels)
{
    public override MetricInfo Info =>
        new("macro-f1", $"macro-f1|labels:{Labels}|other:wrong|v:1", "Mean F1 over labels (0 to 1); an output that is no label is wrong")
        {
            Range = MetricRange.Unit,
        };

    protected override double Of(LabelCounts counts)
    {
        var (sum, occurring) = (0.0, 0);
        for (var l = 0; l < counts.Labels; l++)
        {
            var size = counts.Truth(l) + counts.Given(l);
            if (size == 0)
                continue;
            sum += 2 * counts.Right(l) / size;
            occurring++;
        }

        return occurring == 0 ? double.NaN : sum / occurring;
    }
}
