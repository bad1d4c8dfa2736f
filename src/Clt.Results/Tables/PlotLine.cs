namespace Clt.Results.Tables;

/// <summary>A horizontal reference line.</summary>
public sealed record PlotLine(string Name, double Value);
