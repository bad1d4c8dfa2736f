namespace Clt.Plugins.Metrics.Labels;

/// <summary>A marked span.</summary>
/// <param name="First">First token, from 0.</param>
/// <param name="Last">Last token, inclusive.</param>
public readonly record struct Entity(string Type, int First, int Last);
