namespace Clt.Plugins.Metrics.Labels;

/// <summary>Micro F1 of entities, equal to seqeval's; output and reference are tags with white space between. Range 0 to 1.</summary>
/// <remarks>
/// An output of fewer tags is filled with O, one of more is cut, so that an empty output finds nothing. An item without entities on both
/// sides adds nothing;
/// its own value is 0, and a set without any entity scores 0. Only the first reference counts.
/// </remarks>
public sealed class EntityF1(TagScheme scheme) : SumsMetric
{
    public EntityF1()
        : this(TagScheme.Lenient) { }

    public override MetricInfo Info { get; } =
        new(
            "entity-f1",
            $"entity-f1|scheme:{scheme.ToString().ToLowerInvariant()}|avg:micro|v:1",
            "Micro F1 of entities (0 to 1); an empty output finds none"
        )
        {
            Range = MetricRange.Unit,
        };

    /// <exception cref="InputException">There is no reference, or a strict scheme lacks a tag's prefix.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var reference = Tags.ReferenceText(prediction, Info.Name);
        var (right, predicted, real) =
            scheme == TagScheme.Lenient ? LenientEntities.Count(reference, prediction.Output) : Strict(reference, prediction.Output);
        return Item(right, predicted, real);
    }

    /// <param name="sums">Entities right, predicted and true.</param>
    public override double FromSums(ReadOnlySpan<double> sums) => sums[1] + sums[2] == 0 ? 0 : 2 * sums[0] / (sums[1] + sums[2]);

    private (int Right, int Predicted, int True) Strict(string reference, string output)
    {
        var truth = Tags.Split(reference);
        var right = StrictEntities.Of(truth, scheme).ToHashSet();
        var found = StrictEntities.Of(Tags.Fitted(output, truth.Length), scheme).ToHashSet();
        return (found.Count(right.Contains), found.Count, right.Count);
    }
}
