namespace Clt.Results.Statistics.Resampling;

/// <summary>An estimate with its confidence interval.</summary>
/// <param name="Estimate">The statistic on all data; NaN where it is undefined.</param>
/// <param name="Low">Lower end.</param>
/// <param name="High">Upper end.</param>
/// <param name="Level">Confidence level, such as 0.95.</param>
/// <param name="Items">Distinct items behind the estimate.</param>
/// <param name="Seeds">Distinct seeds behind the estimate.</param>
/// <param name="Undefined">Share of resamples on which the statistic was not finite; the ends are quantiles of the others.</param>
public readonly record struct Interval(
    double Estimate, double Low, double High, double Level, int Items, int Seeds, double Undefined = 0);
