namespace Clt.Plugins.Metrics.Overlap;

/// <summary>ROUGE-lsum with tokens for every script (<see cref="Rouge"/>).</summary>
public sealed class RougeLsum() : Rouge(RougeKind.Lsum);
