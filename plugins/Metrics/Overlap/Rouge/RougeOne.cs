namespace Clt.Plugins.Metrics.Overlap;

/// <summary>ROUGE-1 with tokens for every script (<see cref="Rouge"/>).</summary>
public sealed class RougeOne() : Rouge(RougeKind.One);
