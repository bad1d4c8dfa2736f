namespace Clt.Results.Statistics.SacreBleu;

/// <summary>sacreBLEU's bootstrap interval: mean of the resamples and half the distance between the 2.5 % and 97.5 % order statistics.</summary>
public sealed record SacreBleuInterval(double Mean, double HalfWidth, double Low, double High);
