namespace Clt.Plugins.Metrics.Core;

/// <summary>exp of minus the mean log-likelihood of a token. Over items: all log-likelihoods by all tokens.</summary>
/// <remarks>
/// Not comparable across tokenizers. An item without tokens is NaN and adds none; a NaN log-likelihood makes the whole NaN.
/// </remarks>
public sealed class Perplexity : SumsMetric
{
    public override MetricInfo Info { get; } =
        new(
            "perplexity",
            "perplexity|per:token|v:1",
            "exp of the mean loss of a token (1 and more); lower is better",
            HigherIsBetter: false
        )
        {
            Range = new MetricRange(1, double.PositiveInfinity),
        };

    /// <exception cref="InputException">The log-likelihood was not measured.</exception>
    public override ItemScore Score(Prediction prediction) => Item(-Likelihood.Of(prediction, Info.Name), prediction.Tokens);

    /// <param name="sums">Negative log-likelihood (natural) and tokens.</param>
    public override double FromSums(ReadOnlySpan<double> sums) => sums[1] == 0 ? double.NaN : Math.Exp(sums[0] / sums[1]);
}
