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

/// <summary>What the host gives to a metric that asks services or models.</summary>
/// <param name="CacheFolder">A folder that outlives runs; it is keyed by content.</param>
/// <param name="Report">Takes one-line messages on progress and cost.</param>
/// <param name="LoadModel">Loads a model folder to ask; the caller disposes it.</param>
/// <param name="Cancel">Ends the scoring early.</param>
public sealed record MetricContext(
    string CacheFolder,
    Action<string> Report,
    Func<string, ITextModel> LoadModel,
    CancellationToken Cancel = default
);
