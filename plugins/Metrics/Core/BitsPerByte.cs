using System.Text;

namespace Clt.Plugins.Metrics.Core;

/// <summary>Bits per UTF-8 byte of the scored text: minus the log-likelihood to base 2, over the bytes of the first reference.</summary>
/// <remarks>
/// Comparable across tokenizers, unlike perplexity. Over items: all bits by all bytes. An item of an empty text is NaN and adds no bytes;
/// a NaN log-likelihood makes the whole NaN. A lone surrogate counts three bytes (U+FFFD).
/// </remarks>
public sealed class BitsPerByte : SumsMetric
{
    public override MetricInfo Info { get; } =
        new(
            "bits-per-byte",
            "bits-per-byte|bytes:utf8|v:1",
            "Bits per UTF-8 byte of the reference text; lower is better",
            HigherIsBetter: false
        )
        {
            Range = MetricRange.Positive,
        };

    /// <exception cref="InputException">The log-likelihood was not measured, or there is no reference text.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var logLikelihood = Likelihood.Of(prediction, Info.Name);
        if (prediction.References.Count == 0)
        {
            throw new InputException(
                "there is no reference text",
                $"metric {Info.Name}, item {prediction.ItemId}",
                "Give the scored text as the reference."
            );
        }

        return Item(-logLikelihood / Math.Log(2), Encoding.UTF8.GetByteCount(prediction.References[0]));
    }

    /// <param name="sums">Bits and bytes.</param>
    public override double FromSums(ReadOnlySpan<double> sums) => sums[1] == 0 ? double.NaN : sums[0] / sums[1];
}
