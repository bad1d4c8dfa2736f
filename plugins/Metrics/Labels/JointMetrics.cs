using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Micro F1 of slots where output and reference are a label and tags: <see cref="EntityF1"/> of the tags, as seqeval and conlleval have it.
/// </summary>
public sealed class SlotF1 : SumsMetric
{
    private static readonly EntityF1 Slots = new();

    public override MetricInfo Info { get; } =
        new("slot-f1", "slot-f1|scheme:lenient|avg:micro|v:1", "Micro F1 of slots beside a label (0 to 1); an empty output finds none")
        {
            Range = MetricRange.Unit,
        };

    /// <exception cref="InputException">There is no reference.</exception>
    public override ItemScore Score(Prediction prediction) =>
        Slots.Score(prediction with { Output = Tail(prediction.Output), References = [.. prediction.References.Select(Tail)] });

    /// <param name="sums">Entities right, predicted and true.</param>
    public override double FromSums(ReadOnlySpan<double> sums) => Slots.FromSums(sums);

    private static string Tail(string text) => string.Join(' ', Tags.Split(text).Skip(1));
}

/// <summary>Share of items whose label is right, where output and reference are a label and tags. Range 0 to 1.</summary>
public sealed class IntentAccuracy : MeanMetric
{
    public override MetricInfo Info { get; } =
        new("intent-accuracy", "intent-accuracy|v:1", "Share of right labels beside tags (0 to 1)") { Range = MetricRange.Proportion };

    /// <exception cref="InputException">There is no reference.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var truth = Tags.Split(Tags.ReferenceText(prediction, Info.Name));
        return new(truth.Length > 0 && Tags.Split(prediction.Output).FirstOrDefault() == truth[0] ? 1 : 0);
    }
}

/// <summary>Share of items whose label and tags are all right: exact match of the whole frame. Range 0 to 1.</summary>
public sealed class FrameAccuracy : MeanMetric
{
    public override MetricInfo Info { get; } =
        new("frame-accuracy", "frame-accuracy|v:1", "Share of items with label and all tags right (0 to 1)")
        {
            Range = MetricRange.Proportion,
        };

    /// <exception cref="InputException">There is no reference.</exception>
    public override ItemScore Score(Prediction prediction) =>
        new(Tags.Split(prediction.Output).SequenceEqual(Tags.Split(Tags.ReferenceText(prediction, Info.Name))) ? 1 : 0);
}
