namespace Clt.Plugins.Metrics.Core;

/// <summary>1 where the output equals a reference after trimming white space and composing characters (Unicode NFC), else 0.</summary>
/// <remarks>
/// Case and punctuation count. An empty or white output equals an empty reference only; without references the score is 0.
/// Lone surrogates compare as U+FFFD.
/// </remarks>
public sealed class ExactMatch : MeanMetric
{
    public override MetricInfo Info { get; } =
        new(
            "exact-match",
            "exact-match|trim:yes|nfc:yes|case:mixed|v:1",
            "Share of outputs equal to a reference (0 to 1); an empty output gets 0"
        )
        {
            Range = MetricRange.Proportion,
        };

    public override ItemScore Score(Prediction prediction)
    {
        var output = CleanText.Composed(prediction.Output).Trim();
        return new(prediction.References.Any(r => CleanText.Composed(r).Trim() == output) ? 1 : 0);
    }
}

/// <summary>
/// Accuracy of a label: 1 where the output is a reference label, whatever its case and the white space or full stop around it.
/// </summary>
/// <remarks>An empty output gets 0 unless a reference is empty. Lone surrogates compare as U+FFFD.</remarks>
public sealed class Accuracy : MeanMetric
{
    public override MetricInfo Info { get; } =
        new("accuracy", "accuracy|trim:space,stop|nfc:yes|case:lower|v:1", "Share of right labels (0 to 1); an empty output gets 0")
        {
            Range = MetricRange.Proportion,
        };

    public override ItemScore Score(Prediction prediction)
    {
        var output = LabelText.Normal(prediction.Output);
        return new(prediction.References.Any(r => LabelText.Normal(r) == output) ? 1 : 0);
    }
}
