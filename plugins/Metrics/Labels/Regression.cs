using MathNet.Numerics.Statistics;

namespace Clt.Plugins.Metrics.Labels;

/// <summary>Errors of predicted numbers.</summary>
public static class Regression
{
    public static double MeanAbsoluteError(IReadOnlyList<double> truth, IReadOnlyList<double> predicted) =>
        Errors(truth, predicted).Select(Math.Abs).Average();

    public static double MeanSquaredError(IReadOnlyList<double> truth, IReadOnlyList<double> predicted) =>
        Errors(truth, predicted).Select(e => e * e).Average();

    public static double MedianAbsoluteError(IReadOnlyList<double> truth, IReadOnlyList<double> predicted) =>
        Errors(truth, predicted).Select(Math.Abs).Median();

    public static double MaximumError(IReadOnlyList<double> truth, IReadOnlyList<double> predicted) =>
        Errors(truth, predicted).Select(Math.Abs).Max();

    /// <summary>1 - squared errors over squared deviations from the mean.</summary>
    public static double R2(IReadOnlyList<double> truth, IReadOnlyList<double> predicted) =>
        1 - (MeanSquaredError(truth, predicted) / truth.PopulationVariance());

    /// <summary>1 - variance of the errors over variance of the truth.</summary>
    public static double ExplainedVariance(IReadOnlyList<double> truth, IReadOnlyList<double> predicted) =>
        1 - (Errors(truth, predicted).PopulationVariance() / truth.PopulationVariance());

    private static IEnumerable<double> Errors(IReadOnlyList<double> truth, IReadOnlyList<double> predicted) =>
        truth.Zip(predicted, (t, p) => t - p);
}
