namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Majority baseline of tagging: the share of the tag that is most frequent in the references, whatever the model says. Range 0 to 1. It is
/// what a tagger would reach that knew the test items' most frequent tag and nothing else.
/// </summary>
/// <remarks>Tags that are not named, and items without any, add nothing. Only the first reference counts.</remarks>
public sealed class MajorityTag : SumsMetric
{
    private readonly LabelSet _tags;

    /// <param name="tags">All tags that can be the most frequent.</param>
    /// <exception cref="InputException">There are not two different tags.</exception>
    public MajorityTag(IReadOnlyList<string> tags)
    {
        _tags = new LabelSet("majority-tag", tags);
        Info = new MetricInfo("majority-tag", $"majority-tag|labels:{_tags}|v:1", "Share of the most frequent tag (0 to 1)")
        {
            Range = MetricRange.Proportion,
        };
    }

    public override MetricInfo Info { get; }

    /// <exception cref="InputException">There is no reference.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var counts = new double[_tags.Count];
        foreach (var tag in Tags.Split(Tags.ReferenceText(prediction, Info.Name)))
        {
            if (_tags.PlaceOf(tag) is >= 0 and var place)
                counts[place]++;
        }

        return Item(counts);
    }

    /// <param name="sums">How often each tag occurs.</param>
    public override double FromSums(ReadOnlySpan<double> sums)
    {
        var (most, all) = (0.0, 0.0);
        foreach (var count in sums)
            (most, all) = (Math.Max(most, count), all + count);
        return all == 0 ? double.NaN : most / all;
    }
}
