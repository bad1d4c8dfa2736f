namespace Clt.Plugins.Metrics.Core;

/// <summary>1 where the output equals a reference after trimming white space and composing characters (Unicode NFC), else 0.</summary>
/// <remarks>
/// Case and punctuation count. An empty or white output equals an empty reference only; without references the score is 0.
/// Lone surrogates compare as U+FFFD.
/// </remarks>
public sealed class ExactMatch : MeanMetric
{
    public override MetricInfo Info { get; } = new(
        "exact-match", "exact-match|trim:yes|nfc:yes|case:mixed|v:1",
        "Share of outputs equal to a reference (0 to 1); an empty output gets 0")
    { Range = MetricRange.Proportion };

    public override ItemScore Score(Prediction prediction)
    {
        var output = CleanText.Composed(prediction.Output).Trim();
        return new(prediction.References.Any(r => CleanText.Composed(r).Trim() == output) ? 1 : 0);
    }
}
