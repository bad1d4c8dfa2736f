namespace Clt.Results.Statistics.SacreBleu;

/// <summary>A corpus metric as sacreBLEU resamples it.</summary>
/// <param name="Score">The metric from statistics that were summed in single precision.</param>
/// <param name="SinglePrecision">Whether sacreBLEU keeps the resampled scores in single precision (chrF and TER; not BLEU).</param>
public sealed record SacreBleuScorer(Func<float[], double> Score, bool SinglePrecision);
