namespace Clt.Results.Statistics.Regression;

/// <summary>A term of an analysis of variance; F and P are NaN for the residual.</summary>
public sealed record AnovaRow(double SumOfSquares, double Freedom, double F, double P);
