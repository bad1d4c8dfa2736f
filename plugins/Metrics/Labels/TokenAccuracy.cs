namespace Clt.Plugins.Metrics.Labels;

/// <summary>Share of right tags over all tokens; output and reference are tags with white space between. Range 0 to 1.</summary>
/// <remarks>
/// Missing tags count as O, surplus ones are cut. An item without reference tags is NaN and adds nothing. Only the first reference counts.
/// </remarks>
public sealed class TokenAccuracy : SumsMetric
{
    public override MetricInfo Info { get; } =
        new("token-accuracy", "token-accuracy|missing:O|v:1", "Share of right tags (0 to 1)") { Range = MetricRange.Proportion };

    /// <exception cref="InputException">There is no reference.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var truth = Tags.Split(Tags.ReferenceText(prediction, Info.Name));
        return Item(truth.Zip(Tags.Fitted(prediction.Output, truth.Length)).Count(p => p.First == p.Second), truth.Length);
    }

    /// <param name="sums">Tags right, and all.</param>
    public override double FromSums(ReadOnlySpan<double> sums) => sums[1] == 0 ? double.NaN : sums[0] / sums[1];
}
