namespace Clt;

/// <summary>What the host gives to a metric that asks services or models.</summary>
/// <param name="CacheFolder">A folder that outlives runs; it is keyed by content.</param>
/// <param name="Report">Takes one-line messages on progress and cost.</param>
/// <param name="LoadModel">Loads a model folder to ask; the caller disposes it.</param>
/// <param name="Cancel">Ends the scoring early.</param>
public sealed record MetricContext(string CacheFolder, Action<string> Report, Func<string, ITextModel> LoadModel, CancellationToken Cancel = default);
