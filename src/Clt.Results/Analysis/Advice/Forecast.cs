using Clt.Results.Analysis.Curves;
using Clt.Results.Statistics.Resampling;

namespace Clt.Results.Analysis.Advice;

/// <summary>Predicts a score at any number of samples: the mean of the logarithmic, the broken-line and the saturating fit.</summary>
/// <remarks>
/// A mean over shapes errs less than any one of them where few noisy runs cannot tell shapes apart (clt bench advise shows by how much).
/// The interval holds the runs' own spread and the shapes' disagreement.
/// </remarks>
public sealed class Forecast
{
    private readonly IReadOnlyList<ResponseFit> _fits;

    /// <param name="points">Samples and scores of at least two numbers of samples; from four on, all three shapes are fitted.</param>
    public Forecast(IReadOnlyList<(double Samples, double Value)> points)
    {
        var fits = ResponseFit.All(points).Where(f => f.Shape != ResponseShape.Flat).ToList();
        _fits = fits.Count > 0 ? fits : ResponseFit.All(points);
        Largest = points.Max(p => p.Samples);
    }

    /// <summary>The largest number of samples that was measured; beyond it is extrapolation.</summary>
    public double Largest { get; }

    /// <summary>The predicted score with an interval for one new run.</summary>
    public Interval At(double samples)
    {
        var predictions = _fits.Select(f => f.Predict(samples)).ToList();
        var mean = predictions.Average(p => p.Estimate);
        var between = predictions.Average(p => (p.Estimate - mean) * (p.Estimate - mean));
        var half = predictions.Select(p => (p.High - p.Low) / 2).Where(double.IsFinite).DefaultIfEmpty(double.NaN).Average();
        return IntervalPolicy.Forecast(mean, half, Math.Sqrt(between), predictions[0].Items);
    }
}
