namespace Clt.Plugins.Metrics.Labels;

/// <summary>What distances between ratings mean (Stevens 1946).</summary>
public enum MeasurementLevel
{
    Nominal,
    Ordinal,
    Interval,
    Ratio,
}
