namespace Clt.Plugins.Metrics.Core;

/// <summary>The log-likelihood that metrics of confidence need.</summary>
public static class Likelihood
{
    /// <exception cref="InputException">It was not measured.</exception>
    public static double Of(Prediction prediction, string metric) =>
        prediction.LogLikelihood
        ?? throw new InputException(
            "the log-likelihood was not measured",
            $"metric {metric}, item {prediction.ItemId} ({prediction.Language.Code})",
            "Use this metric with a task whose scoring is LogLikelihood."
        );
}
