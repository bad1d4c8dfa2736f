namespace Clt.Results.Statistics.SacreBleu;

/// <summary>
/// sacreBLEU's bootstrap interval: mean of the resamples and half the distance between the 2.5 % and 97.5 % order statistics.
/// </summary>
public sealed record SacreBleuInterval(double Mean, double HalfWidth, double Low, double High);

/// <summary>A corpus metric as sacreBLEU resamples it.</summary>
/// <param name="Score">The metric from statistics that were summed in single precision.</param>
/// <param name="SinglePrecision">Whether sacreBLEU keeps the resampled scores in single precision (chrF and TER; not BLEU).</param>
public sealed record SacreBleuScorer(Func<float[], double> Score, bool SinglePrecision);
