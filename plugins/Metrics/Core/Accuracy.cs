namespace Clt.Plugins.Metrics.Core;

/// <summary>Accuracy of a label: 1 where the output is a reference label, whatever its case and the white space or full stop around it.</summary>
/// <remarks>An empty output gets 0 unless a reference is empty. Lone surrogates compare as U+FFFD.</remarks>
public sealed class Accuracy : MeanMetric
{
    public override MetricInfo Info { get; } = new(
        "accuracy", "accuracy|trim:space,stop|nfc:yes|case:lower|v:1", "Share of right labels (0 to 1); an empty output gets 0")
    { Range = MetricRange.Proportion };

    public override ItemScore Score(Prediction prediction)
    {
        var output = LabelText.Normal(prediction.Output);
        return new(prediction.References.Any(r => LabelText.Normal(r) == output) ? 1 : 0);
    }
}
