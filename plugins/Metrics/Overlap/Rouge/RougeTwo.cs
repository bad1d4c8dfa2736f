namespace Clt.Plugins.Metrics.Overlap;

/// <summary>ROUGE-2 with tokens for every script (<see cref="Rouge"/>).</summary>
public sealed class RougeTwo() : Rouge(RougeKind.Two);
