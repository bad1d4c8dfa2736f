using Clt.Plugins.Metrics.Core;

namespace Clt.Plugins.Metrics.Labels;

/// <summary>
/// Expected calibration error (Guo et al. 2017): the mean gap between confidence and accuracy over bins of equal width. 0 to 1, lower is
/// better.
/// </summary>
/// <remarks>
/// Confidence is the probability of the output, exp of its log-likelihood; it is right where it equals a reference as <see
/// cref="Accuracy"/> compares them. One item gives its own gap. A NaN log-likelihood makes the item NaN and it adds nothing.
/// </remarks>
/// <param name="bins">Bins over (0, 1], each open below.</param>
public sealed class CalibrationError(int bins) : SumsMetric
{
    public CalibrationError()
        : this(10) { }

    public override MetricInfo Info =>
        new(
            "calibration-error",
            $"calibration-error|bins:{bins}|width:equal|confidence:output|v:1",
            "Gap between confidence and accuracy (0 to 1); lower is better",
            HigherIsBetter: false
        )
        {
            Range = MetricRange.Unit,
        };

    /// <exception cref="InputException">The log-likelihood was not measured.</exception>
    public override ItemScore Score(Prediction prediction)
    {
        var logLikelihood = Likelihood.Of(prediction, Info.Name);
        var statistics = new double[3 * bins];
        if (double.IsNaN(logLikelihood))
            return new(double.NaN, statistics);
        var confidence = Math.Min(1, Math.Exp(logLikelihood));
        var output = LabelText.Normal(prediction.Output);
        var bin = Calibration.BinOf(confidence, bins);
        statistics[bin] = 1;
        statistics[bins + bin] = prediction.References.Any(r => LabelText.Normal(r) == output) ? 1 : 0;
        statistics[(2 * bins) + bin] = confidence;
        return Item(statistics);
    }

    /// <param name="sums">For each bin items, then right ones, then summed confidence.</param>
    public override double FromSums(ReadOnlySpan<double> sums)
    {
        var (gaps, items) = (0.0, 0.0);
        for (var b = 0; b < bins; b++)
        {
            gaps += Math.Abs(sums[bins + b] - sums[(2 * bins) + b]);
            items += sums[b];
        }

        return items == 0 ? double.NaN : gaps / items;
    }
}
