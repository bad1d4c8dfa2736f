namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Matthews' correlation coefficient for any number of labels (Gorodkin 2004). Range -1 to 1; 0 where truth or output is constant.
/// </summary>
/// <remarks>A single item, and items all of one label, give 0.</remarks>
public sealed class MatthewsCorrelation(params string[] labels) : LabelMetric("mcc", labels)
{
    public override MetricInfo Info =>
        new("mcc", $"mcc|labels:{Labels}|other:label|v:1", "Matthews' correlation (-1 to 1); an output that is no label is wrong")
        {
            Range = MetricRange.Signed,
        };

    protected override double Of(LabelCounts counts)
    {
        var (right, both, given, truth, total) = (0.0, 0.0, 0.0, 0.0, counts.Total);
        for (var l = 0; l <= counts.Labels; l++)
        {
            right += counts.Right(l);
            both += counts.Truth(l) * counts.Given(l);
            given += counts.Given(l) * counts.Given(l);
            truth += counts.Truth(l) * counts.Truth(l);
        }

        var spread = Math.Sqrt(((total * total) - given) * ((total * total) - truth));
        return spread == 0 ? 0 : ((right * total) - both) / spread;
    }
}
