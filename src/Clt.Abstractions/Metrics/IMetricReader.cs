namespace Clt;

/// <summary>
/// Makes metrics with settings again from their signatures, so that stored scores that are functions of sums are put together without the
/// recipe that made the metric. A plugin whose metrics take settings has one, a public class with a public constructor without parameters.
/// </summary>
public interface IMetricReader
{
    /// <summary>The metric that has this signature, or null for a signature that is not of the plugin's metrics.</summary>
    IMetric? Read(string signature);
}
