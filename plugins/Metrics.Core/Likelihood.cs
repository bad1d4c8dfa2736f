namespace Clt.Plugins.Metrics.Core;

internal static class Likelihood
{
    public static double Of(Prediction prediction, string metric) => prediction.LogLikelihood
        ?? throw new InputException(
            "the log-likelihood was not measured",
            $"metric {metric}, item {prediction.ItemId} ({prediction.Language.Code})",
            "Use this metric with a task whose scoring is LogLikelihood.");
}
